import { kernelError } from './errors.ts'
import type { Duration, Json } from './rule.ts'

const units = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

/** A duration in whole milliseconds, or null where it cannot be read, is not positive, or its setting is no number. */
export function readDuration(duration: Duration, settings: Readonly<Record<string, Json>>): number | null {
  if (typeof duration === 'object' && duration !== null) {
    const amount = Object.hasOwn(settings, duration.setting) ? settings[duration.setting] : undefined
    return Object.hasOwn(units, duration.unit) ? positive(amount, units[duration.unit]) : null
  }
  const match = /^(\d{1,12}(?:\.\d{1,6})?)(ms|s|m|h|d)$/.exec(duration)
  return match ? positive(Number(match[1]), units[match[2] as keyof typeof units]) : null
}

/** A duration in whole milliseconds; refuses with `kernel.bad-duration` what `readDuration` cannot read. */
export function parseDuration(
  duration: Duration,
  settings: Readonly<Record<string, Json>> = {},
  at = 'duration',
): number {
  const length = readDuration(duration, settings)
  if (length === null) throw kernelError('kernel.bad-duration', { at, found: JSON.stringify(duration) })
  return length
}

function positive(amount: Json | undefined, unit: number): number | null {
  return typeof amount === 'number' && Number.isFinite(amount) && amount > 0
    ? Math.max(1, Math.round(amount * unit))
    : null
}
