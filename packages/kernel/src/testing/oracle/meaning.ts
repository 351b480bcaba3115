import type { Program } from '../../log.ts'
import { canonical } from '../../logic/canonical.ts'
import type { Action, Duration, Json, Rule } from '../../rule.ts'
import type { Said } from '../scene.ts'
import { latest, modelOf, plugin, stepsOf } from './history.ts'

/** A value, or undefined where it is unknown. */
export type Known = Json | undefined

/** From where a condition is looked at. */
export interface Look {
  readonly rule: Rule
  readonly key: string
  readonly program: Program
  readonly said: readonly Said[]
  readonly now: number
  /** What is looked at as a moment. */
  readonly moment: Said | null
  /** The device whose properties are read, for rules keyed by a field. */
  readonly device: string | null
  readonly window: (name: string) => Known
}

/** Model and property a name stands for: bare names of the scenes are properties of `meter`, but for the session's. */
export function propertyOf(name: string): readonly [model: string, property: string] {
  const [first = '', second] = name.split('.')
  if (second !== undefined) return [first, second]
  return [first === 'minutes' ? 'record:session' : 'meter', first]
}

/** Whether a name stands for a property. */
export function isProperty(name: string): boolean {
  return !/^(settings|event|form|aggregate)\./.test(name) && name !== 'change'
}

/** What a name stands for. */
export function read(name: string, look: Look): Known {
  const [head, ...rest] = name.split('.')
  if (head === 'settings') return look.program.settings[rest[0] ?? '']
  if (head === 'aggregate' || head === 'change') return look.window(name)
  if (head === 'event' || head === 'form') {
    const isForm = look.moment?.model.includes('form:') === true
    if (look.moment?.kind !== 'event' || isForm !== (head === 'form')) return undefined
    return (look.moment.value as Readonly<Record<string, Json>>)[rest[0] ?? '']
  }
  return readProperty(name, look)
}

function readProperty(name: string, look: Look): Known {
  const { rule, moment } = look
  const [model, property] = propertyOf(name)
  if (typeof rule.key === 'object' || rule.key === 'device') {
    if (![...rule.on, ...stepsOf(rule)].map(modelOf).includes(model)) return undefined
  }
  const isOwn =
    moment?.kind === 'property' && moment.name === property && moment.model === `${plugin}/${model}`
  const keyed = typeof rule.key === 'object' ? { ...rule, key: 'device' as const } : rule
  const found = isOwn ? moment : latest(model, property, keyed, look.device ?? look.key, look.said)
  const freshFor = look.program.models[model]?.properties[property]?.freshFor
  return found && (freshFor === undefined || look.now - found.time <= freshFor) ? found.value : undefined
}

/** Kleene's logic over the few operators that the scenes use. */
export function value(logic: Json, look: Look): Known {
  if (logic === null || typeof logic !== 'object' || Array.isArray(logic)) return logic
  const [operator, given] = Object.entries(logic as Readonly<Record<string, Json>>)[0] as [string, Json]
  const parts = (Array.isArray(given) ? given : [given]) as Json[]
  if (operator === 'var') return read(parts[0] as string, look)
  if (operator === 'missing') return parts.filter((name) => read(name as string, look) === undefined)
  const values = parts.map((part) => value(part, look))
  if (operator === 'and')
    return values.includes(false) ? false : values.includes(undefined) ? undefined : true
  if (operator === 'or') return values.includes(true) ? true : values.includes(undefined) ? undefined : false
  if (values.includes(undefined)) return undefined
  const [a, b] = values as [Json, Json]
  if (operator === '!') return !a
  if (operator === '!!') return Array.isArray(a) ? a.length > 0 : Boolean(a)
  if (operator === '>') return (a as number) > (b as number)
  if (operator === '<') return (a as number) < (b as number)
  if (operator === '>=') return (a as number) >= (b as number)
  return a === b
}

/** Whether a condition holds. */
export function truth(logic: Json, look: Look): boolean | undefined {
  const found = value(logic, look)
  return found === undefined ? undefined : Array.isArray(found) ? found.length > 0 : found === true
}

/** Names a condition reads. */
export function names(logic: Json): string[] {
  if (logic === null || typeof logic !== 'object') return []
  if (Array.isArray(logic)) return logic.flatMap(names)
  return Object.entries(logic as Readonly<Record<string, Json>>).flatMap(([operator, given]) =>
    operator === 'var' || operator === 'missing'
      ? ((Array.isArray(given) ? given : [given]) as string[])
      : names(given),
  )
}

/** An action with its names filled in. */
export function fill(action: Action, look: Look): Action {
  const filled = (part: Json): Json => {
    if (part === null || typeof part !== 'object') return part
    if (Array.isArray(part)) return part.map(filled)
    const fields = part as Readonly<Record<string, Json>>
    if (typeof fields.$ === 'string') return read(fields.$, look) ?? null
    return Object.fromEntries(Object.entries(fields).map(([name, inner]) => [name, filled(inner)]))
  }
  return filled(action as unknown as Json) as unknown as Action
}

const units = { s: 1000, m: 60_000 } as const

/** A duration of the scenes in ms, 0 where there is none. */
export function ms(duration: Duration | undefined, { settings }: Program): number {
  if (duration === undefined) return 0
  if (typeof duration === 'object')
    return (settings[duration.setting] as number) * units[duration.unit as 's' | 'm']
  return Number.parseFloat(duration) * units[duration.at(-1) as 's' | 'm']
}

/** What a rule is, by what triggers it. */
export function kindOf(rule: Rule): 'level' | 'moment' | 'absence' {
  if (rule.absent !== undefined) return 'absence'
  return rule.on.every((trigger) => 'property' in trigger) ? 'level' : 'moment'
}

/** A version of a rule: equal texts judge alike. */
export interface Version {
  readonly rule: Rule
  readonly program: Program
}

/** What decides when the condition holds. */
export function conditionText({ rule, program }: Version): string {
  return canonical([
    rule.on,
    rule.key,
    rule.when ?? true,
    valuesOf(rule.when, program),
    windowsText({ rule, program }),
  ] as Json[])
}

/** What a rule's windows are. */
export function windowsText({ rule, program }: Version): string {
  const { on, key, change, aggregate = {} } = rule
  const lengths = [
    ms(change?.within, program),
    ...Object.values(aggregate).map(({ over }) => ms(over, program)),
  ]
  return canonical([on, key, change ?? null, aggregate, lengths] as unknown as Json)
}

/** Everything that decides a verdict. */
export function verdictText(version: Version): string {
  const { rule, program } = version
  const { count, sequence, clear, schedule } = rule
  const step = sequence?.followedBy ?? sequence?.notFollowedBy
  const lengths = [rule.for, rule.absent, rule.cooldown, count?.within, sequence?.within, clear?.for].map(
    (one) => ms(one, program),
  )
  const parts = [count ?? null, sequence ?? null, clear ?? null, schedule ?? null]
  const reads = [valuesOf(step?.when, program), valuesOf(clear?.when, program)]
  return canonical([conditionText(version), lengths, parts, reads] as unknown as Json)
}

function valuesOf(logic: Json | undefined, program: Program): Json {
  return names(logic ?? null).map((name): Json => {
    if (name.startsWith('settings.')) return [name, program.settings[name.slice(9)] ?? null]
    if (!isProperty(name)) return name
    const [model, property] = propertyOf(name)
    return [name, program.models[model]?.properties[property]?.freshFor ?? null]
  })
}
