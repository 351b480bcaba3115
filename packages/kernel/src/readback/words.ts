import type { Aggregate, Day, Grade, Rule } from '../rule.ts'

/** Whether a part stands inside another that joins parts the other way. */
export type Joined = 'and' | 'or'

/** The phrases of one language. Parts come in finished. */
export interface Words {
  join(how: Joined, parts: readonly string[]): string
  group(part: string): string
  quote(text: string): string
  list(parts: readonly string[]): string
  /** Of `< <= > >= == !=`, between two parts. */
  compare(operator: string, left: string, right: string): string
  between(strict: boolean, low: string, middle: string, high: string): string
  oneOf(value: string, list: readonly string[], isNot: boolean): string
  contains(text: string, part: string, isNot: boolean): string
  data(names: readonly string[], isThere: boolean): string
  someData(least: string, names: readonly string[], isEnough: boolean): string
  truth(name: string, wanted: boolean): string
  always(wanted: boolean): string
  not(part: string): string
  either(condition: string, then: string, otherwise: string): string
  /** `all`, `some` or `none` of a list. */
  items(which: string, list: string, body: string): string
  item(path: string): string
  /** An expression of a named operator; null where the language has none for it. */
  call(operator: string, parts: readonly string[]): string | null
  orElse(value: string, fallback: string): string
  change(name: string, length: string): string
  aggregate(fn: Aggregate['fn'], name: string, length: string, whole: boolean): string
  setting(label: string, value: string | null): string
  length(amount: number, unit: 'ms' | 's' | 'm' | 'h' | 'd'): string
  lengthSetting(label: string, unit: 's' | 'm' | 'h' | 'd'): string
  reports(model: string, name: string): string
  submitted(form: string): string
  happens(model: string, event: string): string
  holding(part: string, length: string): string
  whenHappens(event: string, condition: string | null): string
  silence(what: string, condition: string | null, length: string): string
  counted(part: string, times: number, length: string, distinct: string | null): string
  followed(first: string, then: string, length: string, isNot: boolean): string
  during(schedule: string, part: string): string
  period(days: string | null, from: string, to: string, isNextDay: boolean): string
  days(days: readonly Day[], calendar: string | null): string
  zone(periods: string, zone: string): string
  alert(title: string, grade: Grade | null): string
  command(device: string | null, name: string, given: readonly string[]): string
  given(name: string, value: string): string
  nothing: string
  actions(parts: readonly string[]): string
  pause(key: Rule['key'], keyName: string | null, length: string): string
  cleared(condition: string | null, length: string | null): string
  notes: { readonly early: string; readonly muted: string }
  /** The whole: when, what, and what is to be said besides. */
  sentence(when: string, then: string, besides: readonly string[]): string
}
