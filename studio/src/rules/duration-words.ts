import type { Duration } from '@linli/kernel'
import { type Field, labelOf } from '../contract/field.ts'
import type { Reading } from './piece.ts'

const units: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  ms: { zh: '毫秒', en: 'ms' },
  s: { zh: '秒', en: 's' },
  m: { zh: '分钟', en: 'min' },
  h: { zh: '小时', en: 'h' },
  d: { zh: '天', en: 'd' },
}

/** A duration with its unit; one read from a setting shows the value in force and the setting's name. */
export function readDuration(duration: Duration, { contract, settings, locale }: Reading): string {
  if (typeof duration === 'string') {
    const [, amount, unit] = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(duration) ?? []
    return amount && unit ? `${amount} ${units[unit]?.[locale] ?? unit}` : duration
  }
  const field = contract.settings.properties?.[duration.setting] as Field | undefined
  const value = settings[duration.setting] ?? field?.default ?? '?'
  const label = labelOf(field, duration.setting, locale)
  const unit = units[duration.unit]?.[locale] ?? duration.unit
  return locale === 'zh' ? `${String(value)} ${unit}（${label}）` : `${String(value)} ${unit} (${label})`
}
