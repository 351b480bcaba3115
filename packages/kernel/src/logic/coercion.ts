import type { Json } from '../rule.ts'

/** JSONLogic's truth: as in JavaScript, but an empty list is false. */
export function truthy(value: Json): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value)
}

/** The text JavaScript would give, computed here: no method of the value itself is ever called. */
export function textOf(value: Json): string {
  if (value === null || typeof value !== 'object') return String(value)
  if (!Array.isArray(value)) return '[object Object]'
  return value.map((item: Json) => (item === null ? '' : textOf(item))).join(',')
}

/** As `textOf`, but nothing for null: how lists join. */
export function joined(value: Json): string {
  return value === null ? '' : textOf(value)
}

/** The number JavaScript's arithmetic would see. */
export function numberOf(value: Json): number {
  return Number(primitive(value))
}

/** The number at the beginning of a text, as JSONLogic's `+` and `*` read it. */
export function leadingNumber(value: Json): number {
  return typeof value === 'number' ? value : Number.parseFloat(textOf(value))
}

/** JavaScript's `==`. */
export function looseEqual(a: Json, b: Json): boolean {
  if (a !== null && b !== null && (typeof a === 'object') !== (typeof b === 'object')) {
    // biome-ignore lint/suspicious/noDoubleEquals: this is the operator being implemented
    return primitive(a) == primitive(b)
  }
  // biome-ignore lint/suspicious/noDoubleEquals: this is the operator being implemented
  return a == b
}

/** JavaScript's `<`. */
export function isLess(a: Json, b: Json): boolean {
  return (primitive(a) as number) < (primitive(b) as number)
}

/** JavaScript's `<=`. */
export function isAtMost(a: Json, b: Json): boolean {
  return (primitive(a) as number) <= (primitive(b) as number)
}

function primitive(value: Json): null | boolean | number | string {
  return value !== null && typeof value === 'object'
    ? textOf(value)
    : (value as null | boolean | number | string)
}
