import { kernelError } from '../../errors.ts'
import type { Json } from '../../rule.ts'
import { createBudget } from '../budget.ts'
import { emptyFrame } from '../closure.ts'
import { truthy } from '../coercion.ts'
import { type CompileOptions, compileTree, countNodes } from '../compile.ts'
import { follow } from '../path.ts'
import { type Logic, parseLogic, printLogic } from '../tree.ts'
import { Failure, invalidArguments } from './failure.ts'
import { arithmetic, comparisons, toNumber } from './numbers.ts'

/** Where an expression stands: its data, and what lies around it. Iterations and `try` open two: the item, and its place. */
interface Scope {
  readonly data: Json
  readonly outer: Scope | null
}

interface Run {
  readonly budget: ReturnType<typeof createBudget>
  readonly now: number
}

/** JSONLogic by the community's specification. Ends with the error's code where the specification has an error. */
export function evaluateStandard(logic: Json, data: Json, now: number): Json {
  try {
    return run(parseLogic(logic), { data, outer: null }, { budget: createBudget(), now })
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    throw refusal(error.value)
  }
}

function refusal(value: Json) {
  const type = String((value as { readonly type?: Json } | null)?.type ?? 'error').slice(0, 200)
  if (type === 'NaN') return kernelError('kernel.result-not-a-number', {})
  return type === 'Invalid Arguments'
    ? kernelError('kernel.invalid-arguments', {})
    : kernelError('kernel.thrown', { type })
}

type Call = Extract<Logic, { kind: 'call' }>

function run(logic: Logic, scope: Scope, state: Run): Json {
  switch (logic.kind) {
    case 'literal':
    case 'data':
      return logic.value
    case 'list':
      return logic.items.map((item) => run(item, scope, state))
    case 'call':
      return call(logic, scope, state)
  }
}

function call(logic: Call, scope: Scope, state: Run): Json {
  const { operator } = logic
  const lazy = Object.hasOwn(lazily, operator) ? lazily[operator] : undefined
  if (lazy) return lazy(logic, scope, state)
  const compare = Object.hasOwn(comparisons, operator) ? comparisons[operator] : undefined
  if (compare) return chain(logic, compare, scope, state)
  const args = given(logic, scope, state)
  const compute = Object.hasOwn(arithmetic, operator) ? arithmetic[operator] : undefined
  if (compute) return compute(args)
  return byClosure(logic, args, scope, state)
}

/** The arguments, evaluated; of `{op: expression}` the list that the expression comes to. */
function given({ args, bare }: Call, scope: Scope, state: Run): readonly Json[] {
  const values = args.map((arg) => run(arg, scope, state))
  const [only] = values
  return bare && args[0]?.kind === 'call' && Array.isArray(only) ? only : values
}

/** Operators that need nothing of this dialect run as they are compiled, on finished values. */
function byClosure(logic: Call, args: readonly Json[], scope: Scope, { now }: Run): Json {
  const finished: Call = { ...logic, bare: false, args: args.map((_, index) => itemAt(index)) }
  const frame = { ...emptyFrame(), item: [...args] as Json, now }
  const options: CompileOptions = { mode: 'standard' }
  const names = ['missing', 'missing_some']
  if (names.includes(logic.operator)) {
    frame.item = scope.data
    return compileTree({ ...finished, args: args.map(asLiteral) }, options)(frame) ?? null
  }
  const written = logic.operator === 'matches' ? logic.args : finished.args
  return (
    compileTree(
      { ...finished, args: written === logic.args ? mixed(logic, finished) : written },
      options,
    )(frame) ?? null
  )
}

/** A pattern that is written down stays so: it is refused where it is none. */
function mixed(logic: Call, finished: Call): readonly Logic[] {
  return finished.args.map((arg, index) =>
    logic.args[index]?.kind === 'literal' ? (logic.args[index] as Logic) : arg,
  )
}

function itemAt(index: number): Logic {
  return { kind: 'call', operator: 'var', args: [{ kind: 'literal', value: String(index) }], bare: true }
}

function asLiteral(value: Json): Logic {
  if (Array.isArray(value)) return { kind: 'list', items: value.map(asLiteral) }
  if (value !== null && typeof value === 'object')
    return { kind: 'data', value: value as { [name: string]: Json } }
  return { kind: 'literal', value: value as null | boolean | number | string }
}

function chain(
  { args, bare }: Call,
  compare: (a: Json, b: Json) => boolean,
  scope: Scope,
  state: Run,
): boolean {
  if (bare || args.length < 2) throw invalidArguments()
  let left = run(args[0] as Logic, scope, state)
  for (const arg of args.slice(1)) {
    const right = run(arg, scope, state)
    if (!compare(left, right)) return false
    left = right
  }
  return true
}

type Lazily = (logic: Call, scope: Scope, state: Run) => Json

/** The parts of an operator that takes a written list of them. */
function parts({ args, bare }: Call): readonly Logic[] {
  if (bare) throw invalidArguments()
  return args
}

const or: Lazily = (logic, scope, state) => first(parts(logic), scope, state, truthy)
const and: Lazily = (logic, scope, state) => first(parts(logic), scope, state, (value) => !truthy(value))

/** The first value that stops it, else the last. */
function first(args: readonly Logic[], scope: Scope, state: Run, stops: (value: Json) => boolean): Json {
  let last: Json = false
  for (const arg of args) {
    last = run(arg, scope, state)
    if (stops(last)) return last
  }
  return last
}

const choose: Lazily = (logic, scope, state) => {
  const args = parts(logic)
  let index = 0
  for (; index + 1 < args.length; index += 2)
    if (truthy(run(args[index] as Logic, scope, state))) return run(args[index + 1] as Logic, scope, state)
  return index < args.length ? run(args[index] as Logic, scope, state) : null
}

const orElse: Lazily = (logic, scope, state) => {
  const values = logic.bare ? given(logic, scope, state).map(asLiteral) : logic.args
  for (const arg of values) {
    const value = run(arg, scope, state)
    if (value !== null) return value
  }
  return null
}

/** The first part that does not fail; later ones see the failure before them. */
const attempt: Lazily = (logic, scope, state) => {
  let around = scope
  let failure: Failure | null = null
  for (const arg of logic.args) {
    try {
      return run(arg, around, state)
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      failure = error
      around = { data: error.value, outer: { data: null, outer: scope } }
    }
  }
  if (failure) throw failure
  return null
}

const raise: Lazily = (logic, scope, state) => {
  const [value = null] = given(logic, scope, state)
  throw new Failure(value !== null && typeof value === 'object' ? value : { type: value })
}

/** `var`: a dotted path into the data of the innermost place. */
const variable: Lazily = ({ args }, { data, outer }, state) => {
  const path = args[0] === undefined ? '' : run(args[0], { data, outer }, state)
  const text = path === null ? '' : Array.isArray(path) ? String(path[0] ?? '') : String(path)
  const found = text === '' ? data : follow(data, text.split('.'))
  if (found !== undefined) return found
  return args[1] === undefined ? null : run(args[1], { data, outer }, state)
}

/** `val`: keys one after the other, each as it is; a list with a number first goes so many places outward. */
const value: Lazily = (logic, scope, state) => {
  const keys = logic.args.map((arg) => run(arg, scope, state))
  const flat = logic.bare && Array.isArray(keys[0]) ? (keys[0] as readonly Json[]) : keys
  const [up, ...path] = flat
  const from = Array.isArray(up) ? outward(scope, Math.abs(toNumber(up[0] ?? null))) : scope
  const steps = Array.isArray(up) ? path : flat
  return follow(from?.data, steps.map(String)) ?? null
}

function outward(scope: Scope, places: number): Scope | null {
  let here: Scope | null = scope
  for (let left = places; left > 0 && here; left--) here = here.outer
  return here
}

const exists: Lazily = (logic, { data, outer }, state) => {
  const keys = given(logic, { data, outer }, state).flatMap((key) =>
    Array.isArray(key) ? key : [key],
  ) as Json[]
  return follow(data, keys.map(String)) !== undefined
}

/** What an iteration walks, and how its body looks at one item. */
function walk(logic: Call, scope: Scope, state: Run) {
  const [source, body] = parts(logic)
  if (source === undefined || body === undefined) throw invalidArguments()
  if (isNull(body) && building.has(logic.operator)) throw invalidArguments()
  const list = listOf(logic, source, scope, state)
  const nodes = countNodes(body)
  const look = (item: Json, index: number): Json => {
    state.budget.iterate(nodes)
    return run(body, { data: item, outer: { data: { index }, outer: scope } }, state)
  }
  return { list, look }
}

const building: ReadonlySet<string> = new Set(['map', 'filter', 'reduce'])

/** The list that is walked. Anything else is an empty one; null is refused, by what builds lists where it is written. */
function listOf({ operator }: Call, source: Logic, scope: Scope, state: Run): readonly Json[] {
  const list = run(source, scope, state)
  if (Array.isArray(list)) return list
  if (building.has(operator) ? !isNull(source) : list !== null) return []
  throw invalidArguments()
}

function isNull(logic: Logic): boolean {
  return logic.kind === 'literal' && logic.value === null
}

const reduce: Lazily = (logic, scope, state) => {
  const [source, body, start] = parts(logic)
  if (source === undefined || body === undefined) throw invalidArguments()
  const list = listOf(logic, source, scope, state)
  const nodes = countNodes(body)
  const initial: Json = start === undefined ? (list[0] ?? null) : run(start, scope, state)
  const rest: readonly Json[] = start === undefined ? list.slice(1) : list
  return rest.reduce<Json>((accumulator, current, index) => {
    state.budget.iterate(nodes)
    return run(body, { data: { current, accumulator }, outer: { data: { index }, outer: scope } }, state)
  }, initial)
}

function built(list: Json[], { budget }: Run): Json {
  budget.build(list.length)
  return list
}

const lazily: Readonly<Record<string, Lazily>> = {
  and,
  or,
  if: choose,
  '?:': choose,
  '??': orElse,
  try: attempt,
  throw: raise,
  var: variable,
  val: value,
  exists,
  reduce,
  preserve: ({ args, bare }) => (bare ? printLogic(args[0] as Logic) : args.map(printLogic)),
  map: (logic, scope, state) => {
    const { list, look } = walk(logic, scope, state)
    return built(list.map(look), state)
  },
  filter: (logic, scope, state) => {
    const { list, look } = walk(logic, scope, state)
    return built(
      list.filter((item, index) => truthy(look(item, index))),
      state,
    )
  },
  all: (logic, scope, state) => {
    const { list, look } = walk(logic, scope, state)
    return list.length > 0 && list.every((item, index) => truthy(look(item, index)))
  },
  some: (logic, scope, state) => {
    const { list, look } = walk(logic, scope, state)
    return list.some((item, index) => truthy(look(item, index)))
  },
  none: (logic, scope, state) => {
    const { list, look } = walk(logic, scope, state)
    return !list.some((item, index) => truthy(look(item, index)))
  },
}
