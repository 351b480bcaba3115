import type { Duration, Json } from '@linli/kernel'

const units = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

/** A duration in ms, or null where it is malformed, not positive, or reads a setting that is not a number. */
export function durationMs(duration: Duration, settings: Readonly<Record<string, Json>>): number | null {
  if (typeof duration === 'object') return positive(settings[duration.setting], units[duration.unit])
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(duration)
  return match ? positive(Number(match[1]), units[match[2] as keyof typeof units]) : null
}

function positive(amount: Json | undefined, unit: number): number | null {
  return typeof amount === 'number' && Number.isFinite(amount) && amount > 0
    ? Math.round(amount * unit)
    : null
}
