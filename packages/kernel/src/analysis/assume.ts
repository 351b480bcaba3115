import { truthy } from '../logic/coercion.ts'
import { literalPath } from '../logic/operators/data.ts'
import type { Logic } from '../logic/tree.ts'
import { printLogic } from '../logic/tree.ts'
import type { Json } from '../rule.ts'
import { type Comparison, compare, type Side } from './compare.ts'
import { type Domain, values } from './domain.ts'
import { domainOf, type Lookup } from './expression.ts'
import { bounded, perhaps, type World, withName } from './world.ts'

/** Names as they are declared, before anything is assumed. */
export type Base = Lookup

/**
 * The worlds of `from` in which a condition is true, or false. None means it never is: nothing is left out that could
 * be, though what is left may still turn out impossible, unless it is `exact`.
 */
export function assume(logic: Logic, wanted: boolean, from: readonly World[], base: Base): readonly World[] {
  return bounded(
    from.flatMap((world) => assumeIn(logic, wanted, world, base)),
    from,
  )
}

function assumeIn(logic: Logic, wanted: boolean, world: World, base: Base): readonly World[] {
  if (logic.kind !== 'call') return truthy(printLogic(logic)) === wanted ? [world] : []
  const { operator, args } = logic
  switch (operator) {
    case 'and':
      return wanted ? all(args, true, world, base) : some(args, false, world, base)
    case 'or':
      return wanted ? some(args, true, world, base) : all(args, false, world, base)
    case '!':
    case '!!':
      return args[0] ? assumeIn(args[0], (operator === '!!') === wanted, world, base) : [perhaps(world)]
    case 'if':
    case '?:':
      return choice(args, wanted, world, base)
    case 'in':
      return member(args, wanted, world, base)
  }
  if (isComparison(operator)) return comparison(operator, args, wanted, world, base)
  return holds(sideOf(logic, world, base), wanted, world)
}

/** Every one of several conditions is `wanted`. */
function all(parts: readonly Logic[], wanted: boolean, world: World, base: Base): readonly World[] {
  return parts.reduce<readonly World[]>((worlds, part) => assume(part, wanted, worlds, base), [world])
}

function some(parts: readonly Logic[], wanted: boolean, world: World, base: Base): readonly World[] {
  return bounded(
    parts.flatMap((part) => assumeIn(part, wanted, world, base)),
    [world],
  )
}

function choice(args: readonly Logic[], wanted: boolean, world: World, base: Base): readonly World[] {
  const [condition, then, ...rest] = args
  if (condition === undefined) return wanted ? [] : [world]
  if (then === undefined) return assumeIn(condition, wanted, world, base)
  const yes = assume(then, wanted, assumeIn(condition, true, world, base), base)
  const no = assumeIn(condition, false, world, base).flatMap((one) => choice(rest, wanted, one, base))
  return [...yes, ...no]
}

const comparisons: ReadonlySet<string> = new Set(['<', '<=', '>', '>=', '==', '!=', '===', '!=='])

export function isComparison(operator: string): operator is Comparison {
  return comparisons.has(operator)
}

function comparison(
  operator: Comparison,
  args: readonly Logic[],
  wanted: boolean,
  world: World,
  base: Base,
): readonly World[] {
  const [left, right, third] = args
  if (left === undefined || right === undefined) return [perhaps(world)]
  if (third !== undefined) {
    const [low, high] = [
      [left, right],
      [right, third],
    ].map((pair): Logic => ({ kind: 'call', operator, args: pair, bare: false }))
    const parts = [low, high] as Logic[]
    return wanted ? all(parts, true, world, base) : some(parts, false, world, base)
  }
  return compare(operator, sideOf(left, world, base), sideOf(right, world, base), wanted, world)
}

/** `in` a written list: the value is one of it. */
function member(
  [needle, hay]: readonly Logic[],
  wanted: boolean,
  world: World,
  base: Base,
): readonly World[] {
  const list = hay === undefined ? null : literals(hay)
  if (needle === undefined || list === null) return [perhaps(world)]
  const side = sideOf(needle, world, base)
  const equal = (one: Json) => compare('===', side, { name: null, domain: values(one) }, true, world)
  if (wanted) return list.flatMap(equal)
  return list.reduce<readonly World[]>(
    (worlds, one) =>
      worlds.flatMap((each) =>
        compare('===', sideOf(needle, each, base), { name: null, domain: values(one) }, false, each),
      ),
    [world],
  )
}

/** The values of a list that is written down. */
export function literals(logic: Logic): readonly Json[] | null {
  if (logic.kind !== 'list') return null
  const items = logic.items.map((item) => (item.kind === 'literal' ? [item.value] : null))
  return items.includes(null) ? null : items.flatMap((item) => item as Json[])
}

/** What stands on one side of a comparison. */
export function sideOf(logic: Logic, world: World, base: Base): Side {
  const look: Lookup = (name) => world.names.get(name) ?? base(name)
  const isName = logic.kind === 'call' && logic.operator === 'var' && logic.args.length < 2
  return { name: isName ? (literalPath(logic.args[0]) ?? null) : null, domain: domainOf(logic, look) }
}

/** A value taken for its truth. */
function holds({ name, domain }: Side, wanted: boolean, world: World): World[] {
  const zero: Side = { name: null, domain: values(0) }
  switch (domain.kind) {
    case 'unknown':
      return []
    case 'values':
      return withName(world, name, values(...domain.values.filter((one) => truthy(one) === wanted)))
    case 'range':
      return compare(wanted ? '!=' : '==', { name, domain }, zero, true, world)
    case 'text':
      return holdsText({ name, domain }, wanted, world)
    case 'any':
      return [perhaps(world)]
  }
}

function holdsText(
  { name, domain }: { readonly name: string | null; readonly domain: Extract<Domain, { kind: 'text' }> },
  wanted: boolean,
  world: World,
): World[] {
  if (wanted) return withName(world, name, { kind: 'text', but: [...domain.but, ''] })
  return domain.but.includes('') ? [] : withName(world, name, values(''))
}

/** The one world in which nothing is known yet. */
export const anything: readonly World[] = [{ names: new Map(), exact: true }]
