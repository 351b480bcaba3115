import type { Duration } from '../rule.ts'
import { type Labels, own } from './labels.ts'
import type { Words } from './words.ts'

const units = ['d', 'h', 'm', 's', 'ms'] as const
const lengths = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000, ms: 1 } as const

/** A length of time as people say it, in the largest unit that leaves no rest. */
export function millisecondsText(length: number, words: Words): string {
  const unit = units.find((one) => length % lengths[one] === 0) ?? 'ms'
  return words.length(length / lengths[unit], unit)
}

/** A length as a rule has it: written, or by the setting it is taken from with what that stands at. */
export function lengthText(
  duration: Duration,
  { words, labels }: { readonly words: Words; readonly labels: Labels },
): string {
  if (typeof duration === 'string') {
    const match = /^([\d.]+)(ms|s|m|h|d)$/.exec(duration)
    return match ? words.length(Number(match[1]), match[2] as (typeof units)[number]) : duration
  }
  const { setting, unit } = duration
  const label = own(labels.names, `settings.${setting}`)?.text ?? setting
  const value = own(labels.settings, setting)
  return typeof value === 'number'
    ? words.setting(label, words.length(value, unit))
    : words.lengthSetting(label, unit)
}
