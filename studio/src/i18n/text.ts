import type { Text } from '@linli/kernel'

/** The languages of the product. */
export type Locale = 'zh' | 'en'

/** A contract's sentence in the reader's language; plain strings pass through, nothing gives the fallback. */
export function say(text: unknown, locale: Locale, fallback = ''): string {
  if (typeof text === 'string') return text
  if (isText(text)) return text[locale] || text.zh || text.en || fallback
  return fallback
}

/** Whether a value is a sentence in both languages. */
export function isText(value: unknown): value is Text {
  if (typeof value !== 'object' || value === null) return false
  const { zh, en } = value as Partial<Text>
  return typeof zh === 'string' && typeof en === 'string'
}
