import { literalPath } from '../logic/operators/data.ts'
import { lengthOf } from '../logic/operators/time.ts'
import { type Logic, printLogic } from '../logic/tree.ts'
import type { Json, Rule } from '../rule.ts'
import { lengthText, millisecondsText } from './duration.ts'
import { type Label, type Labels, own } from './labels.ts'
import type { Joined, Words } from './words.ts'

/** What a condition is said with. */
export interface Saying {
  readonly words: Words
  readonly labels: Labels
  readonly rule: Rule
  /** Inside an iteration, where names belong to the element. */
  readonly inItem?: boolean
}

type Call = Extract<Logic, { kind: 'call' }>

/** A condition as a clause; `wanted` false says its opposite. `within`: what joins it with its neighbours. */
export function clause(logic: Logic, saying: Saying, wanted = true, within: Joined | null = null): string {
  const { words } = saying
  if (logic.kind !== 'call') return words.always(Boolean(printLogic(logic)) === wanted)
  const { operator, args } = logic
  switch (operator) {
    case 'and':
    case 'or':
      return joined(wanted === (operator === 'and') ? 'and' : 'or', args, saying, wanted, within)
    case '!':
    case '!!':
      return clause(args[0] ?? logic, saying, (operator === '!!') === wanted, within)
    case 'if':
    case '?:':
      return choice(args, saying, wanted)
    case 'var':
      return truth(logic, saying, wanted)
    case 'missing':
      return words.data(namesIn(args, saying), !wanted)
    case 'missing_some':
      return words.someData(term(args[0], saying), namesIn(args.slice(1), saying), !wanted)
    case 'exists':
      return words.data(namesIn(args, saying), wanted)
    case 'in':
      return member(logic, saying, wanted)
    case 'all':
    case 'some':
    case 'none':
      return items(logic, saying, wanted)
  }
  return comparison(logic, saying, wanted) ?? negated(term(logic, saying), words, wanted)
}

function negated(part: string, words: Words, wanted: boolean): string {
  return wanted ? part : words.not(part)
}

function joined(
  how: Joined,
  args: readonly Logic[],
  saying: Saying,
  wanted: boolean,
  within: Joined | null,
): string {
  const [only] = args
  if (args.length === 1 && only) return clause(only, saying, wanted, within)
  const text = saying.words.join(
    how,
    args.map((arg, index) => {
      const before = args[index - 1]
      return (before && again(before, arg, saying, wanted)) ?? clause(arg, saying, wanted, how)
    }),
  )
  return within !== null && within !== how ? saying.words.group(text) : text
}

/** What is compared as the part before is not named again: above 20 and below 60. */
function again(before: Logic, logic: Logic, saying: Saying, wanted: boolean): string | null {
  const [one, other] = [comparedName(before), comparedName(logic)]
  if (one === null || one !== other || logic.kind !== 'call') return null
  const [left, right] = logic.args as [Logic, Logic]
  const operator = wanted ? logic.operator : (opposite[logic.operator] as string)
  return saying.words.compare(operator, '', term(right, saying, labelOf(left, saying))).trim()
}

/** The name that a comparison of two is about. */
function comparedName(logic: Logic): string | null {
  if (logic.kind !== 'call' || opposite[logic.operator] === undefined || logic.args.length !== 2) return null
  const [left, right] = logic.args
  if (left === undefined || !isVariable(left) || left.args.length > 1) return null
  if (right?.kind === 'literal' && typeof right.value === 'boolean') return null
  return literalPath(left.args[0]) ?? null
}

function choice(args: readonly Logic[], saying: Saying, wanted: boolean): string {
  const [condition, then, ...rest] = args
  if (condition === undefined) return saying.words.always(!wanted)
  if (then === undefined) return clause(condition, saying, wanted)
  return saying.words.either(
    clause(condition, saying),
    clause(then, saying, wanted),
    choice(rest, saying, wanted),
  )
}

const opposite: Readonly<Record<string, string>> = {
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
  '==': '!=',
  '!=': '==',
  '===': '!==',
  '!==': '===',
}

function comparison({ operator, args }: Call, saying: Saying, wanted: boolean): string | null {
  const turned = opposite[operator]
  const [left, right, third] = args
  if (turned === undefined || left === undefined || right === undefined) return null
  const { words } = saying
  if (third !== undefined) {
    const text = words.between(operator === '<', term(left, saying), term(right, saying), term(third, saying))
    return negated(text, words, wanted)
  }
  const said = wanted ? operator : turned
  const flag = right.kind === 'literal' && typeof right.value === 'boolean' ? right.value : null
  if (flag !== null && /^[=!]/.test(said) && isVariable(left))
    return truth(left, saying, flag === said.startsWith('='))
  return words.compare(said, term(left, saying), term(right, saying, labelOf(left, saying)))
}

function isVariable(logic: Logic): logic is Call {
  return logic.kind === 'call' && logic.operator === 'var'
}

/** A name taken for its truth: as its label says it, or plainly. */
function truth(logic: Call, saying: Saying, wanted: boolean): string {
  const spoken = own(labelOf(logic, saying)?.values, String(wanted))
  return spoken ?? saying.words.truth(term(logic, saying), wanted)
}

function member({ args: [needle, hay] }: Call, saying: Saying, wanted: boolean): string {
  const { words } = saying
  if (hay?.kind === 'list') {
    const label = needle && labelOf(needle, saying)
    const list = hay.items.map((item) => term(item, saying, label))
    return words.oneOf(term(needle, saying), list, !wanted)
  }
  return words.contains(term(hay, saying), term(needle, saying), !wanted)
}

function items({ operator, args: [list, body] }: Call, saying: Saying, wanted: boolean): string {
  const inside = { ...saying, inItem: true }
  const text = saying.words.items(operator, term(list, saying), body ? clause(body, inside) : '')
  return negated(text, saying.words, wanted)
}

/** The names that `missing` and `exists` ask for, as people call them. */
function namesIn(args: readonly Logic[], saying: Saying): string[] {
  return args.flatMap((arg): string[] => {
    if (arg.kind === 'literal' && typeof arg.value === 'string') return [nameText(arg.value, saying)]
    if (arg.kind === 'list') return namesIn(arg.items, saying)
    return [term(arg, saying)]
  })
}

const relations: ReadonlySet<string> = new Set([
  'and',
  'or',
  '!',
  'in',
  'all',
  'some',
  'none',
  'missing',
  'exists',
])

/** A value as people say it; literals beside a name by that name's labels. */
export function term(logic: Logic | undefined, saying: Saying, beside?: Label): string {
  if (logic === undefined) return ''
  const { words } = saying
  switch (logic.kind) {
    case 'literal':
      return literal(logic.value, words, beside)
    case 'data':
      return words.quote(JSON.stringify(logic.value))
    case 'list':
      return words.list(logic.items.map((item) => term(item, saying, beside)))
    case 'call':
      return call(logic, saying)
  }
}

function literal(value: Json, words: Words, beside: Label | undefined): string {
  const label = own(beside?.values, String(value))
  if (label !== undefined && typeof value !== 'boolean') return words.quote(label)
  if (typeof value === 'string') return words.quote(value)
  if (typeof value === 'number' && beside?.unit !== undefined) return withUnit(value, beside.unit)
  return String(value)
}

/** A number with its unit: `40 °C`, `40%`. */
export function withUnit(value: number, unit: string): string {
  return unit === '%' ? `${value}%` : `${value} ${unit}`
}

const arithmetic: ReadonlySet<string> = new Set(['+', '-', '*', '/'])
const ofOneNumber: ReadonlySet<string> = new Set(['abs', 'round', 'floor', 'ceil'])

function call(logic: Call, saying: Saying): string {
  const { operator, args } = logic
  const { words } = saying
  if (operator === 'var') return variable(logic, saying)
  if (operator === 'duration' && args[0]?.kind === 'literal') return written(args[0].value, words)
  if (relations.has(operator) || opposite[operator] !== undefined) return words.group(clause(logic, saying))
  if (operator === 'if' || operator === '?:') return words.group(values(args, saying))
  const inside = ['map', 'filter', 'reduce'].includes(operator)
  const parts = args.map((arg, index) => {
    if (inside && index === 1) {
      const body = { ...saying, inItem: true }
      return operator === 'filter' ? clause(arg, body) : term(arg, body)
    }
    const text = term(arg, saying)
    const isSum = arg.kind === 'call' && arithmetic.has(arg.operator)
    return isSum && (arithmetic.has(operator) || ofOneNumber.has(operator)) ? words.group(text) : text
  })
  return words.call(operator, parts) ?? words.quote(JSON.stringify(printLogic(logic)))
}

function values([condition, then, ...rest]: readonly Logic[], saying: Saying): string {
  if (condition === undefined) return 'null'
  if (then === undefined) return term(condition, saying)
  return saying.words.either(clause(condition, saying), term(then, saying), values(rest, saying))
}

function written(value: Json, words: Words): string {
  const length = typeof value === 'string' ? lengthOf(value) : undefined
  return length === undefined ? words.quote(String(value)) : millisecondsText(length, words)
}

function variable({ args }: Call, saying: Saying): string {
  const { words } = saying
  const path = literalPath(args[0])
  if (path === undefined) return words.quote(JSON.stringify(printLogic(args[0] as Logic)))
  const text = saying.inItem ? words.item(path) : nameText(path, saying)
  return args[1] === undefined ? text : words.orElse(text, term(args[1], saying))
}

function labelOf(logic: Logic, saying: Saying): Label | undefined {
  if (!isVariable(logic) || saying.inItem) return undefined
  const path = literalPath(logic.args[0])
  if (path === undefined) return undefined
  const window = windowOf(path, saying.rule)
  if (window?.fn === 'count') return undefined
  const label = own(saying.labels.names, window?.of ?? path)
  return window && label?.unit === undefined ? undefined : label
}

function windowOf(name: string, { change, aggregate }: Rule) {
  if (name === 'change' && change)
    return { of: change.of, fn: 'change', over: change.within, window: undefined } as const
  return name.startsWith('aggregate.') ? own(aggregate, name.slice('aggregate.'.length)) : undefined
}

/** A name as people call it; windows and settings with what they are. */
export function nameText(name: string, saying: Saying): string {
  const { words, labels, rule } = saying
  const window = windowOf(name, rule)
  if (window) {
    const of = nameText(window.of, saying)
    const length = lengthText(window.over, saying)
    if (name === 'change') return words.change(of, length)
    return words.aggregate(window.fn, of, length, window.window === 'tumbling')
  }
  const label = own(labels.names, name)
  if (name.startsWith('settings.')) return settingText(name, label, saying)
  return label?.text ?? name.split('.').at(-1) ?? name
}

function settingText(name: string, label: Label | undefined, { words, labels }: Saying): string {
  const short = name.slice('settings.'.length)
  const value = own(labels.settings, short)
  const shown =
    typeof value === 'number' && label?.unit !== undefined
      ? withUnit(value, label.unit)
      : value === undefined || (value !== null && typeof value === 'object')
        ? null
        : String(value)
  return words.setting(label?.text ?? short, shown)
}
