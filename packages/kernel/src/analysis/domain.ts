import type { ValueShape } from '../log.ts'
import type { Json } from '../rule.ts'

/** Numbers from `low` to `high`; an open end is not one of them. */
export interface Range {
  readonly kind: 'range'
  readonly low: number
  readonly high: number
  readonly lowOpen: boolean
  readonly highOpen: boolean
}

/** All that a name or an expression may stand for. */
export type Domain =
  | Range
  | { readonly kind: 'values'; readonly values: readonly Json[] }
  /** Any text but these. */
  | { readonly kind: 'text'; readonly but: readonly Json[] }
  /** Never known here. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'any' }

export const any: Domain = { kind: 'any' }
export const unknown: Domain = { kind: 'unknown' }

export function range(low: number, high: number, lowOpen = false, highOpen = false): Range {
  return { kind: 'range', low, high, lowOpen, highOpen }
}

export const everyNumber = range(-Infinity, Infinity)

export function values(...list: readonly Json[]): Domain {
  return { kind: 'values', values: list }
}

/** What a declared value may be. */
export function domainOfShape(shape: ValueShape): Domain {
  const { type, choices, minimum, maximum, nullable } = shape
  const more = nullable ? [null] : []
  if (choices !== undefined) return values(...choices, ...more)
  if (type === 'boolean') return values(false, true, ...more)
  if (type === 'number') return range(minimum ?? -Infinity, maximum ?? Infinity)
  return type === 'string' ? { kind: 'text', but: [] } : any
}

export function isEmpty(domain: Domain): boolean {
  if (domain.kind === 'values') return domain.values.length === 0
  if (domain.kind !== 'range') return false
  const { low, high, lowOpen, highOpen } = domain
  return low > high || (low === high && (lowOpen || highOpen))
}

/** What both allow. */
export function narrowed(domain: Range, { low, high, lowOpen, highOpen }: Range): Range {
  const fromLow = low > domain.low || (low === domain.low && lowOpen)
  const fromHigh = high < domain.high || (high === domain.high && highOpen)
  return range(
    fromLow ? low : domain.low,
    fromHigh ? high : domain.high,
    fromLow ? lowOpen : domain.lowOpen,
    fromHigh ? highOpen : domain.highOpen,
  )
}

/** The numbers of a domain, or null where it is not made of numbers alone. */
export function numbersOf(domain: Domain): Range | null {
  if (domain.kind === 'range') return domain
  if (domain.kind !== 'values' || domain.values.length === 0) return null
  if (!domain.values.every((value) => typeof value === 'number')) return null
  const list = domain.values as readonly number[]
  return range(Math.min(...list), Math.max(...list))
}

/** Whether a domain is one number. */
export function isPoint({ low, high, lowOpen, highOpen }: Range): boolean {
  return low === high && !lowOpen && !highOpen
}

export function has({ low, high, lowOpen, highOpen }: Range, value: number): boolean {
  return (lowOpen ? value > low : value >= low) && (highOpen ? value < high : value <= high)
}

type Kind = 'number' | 'text' | 'boolean'

/** The one type of all values of a domain, null aside; null where there is none such. */
export function typeOf(domain: Domain): Kind | null {
  if (domain.kind === 'range') return 'number'
  if (domain.kind === 'text') return 'text'
  if (domain.kind !== 'values') return null
  const types = new Set(domain.values.filter((value) => value !== null).map((value) => typeof value))
  const [type] = types
  if (types.size !== 1 || type === undefined) return null
  return type === 'string' ? 'text' : type === 'number' || type === 'boolean' ? type : null
}
