import { useCallback } from 'react'
import { useLocale, useTranslate } from 'react-admin'
import { type Locale, say } from './text.ts'
import type { WordKey } from './zh.ts'

/** Looks a sentence of the studio up; the key is checked by the compiler. */
export type Say = (key: WordKey, params?: Readonly<Record<string, string | number>>) => string

/** The studio's sentences in the reader's language. */
export function useWords(): Say {
  const translate = useTranslate()
  return useCallback((key, params) => translate(key, params), [translate])
}

/** A word of an open set (a state, an action the server names): the table's word, or the name itself. */
export function useWordOf(): (group: string, name: string | null | undefined) => string {
  const translate = useTranslate()
  return useCallback((group, name) => (name ? translate(`${group}.${name}`, { _: name }) : ''), [translate])
}

/** The reader's language. */
export function useLanguage(): Locale {
  return useLocale() === 'en' ? 'en' : 'zh'
}

/** A contract's own sentences in the reader's language. */
export function useSay(): (text: unknown, fallback?: string) => string {
  const locale = useLanguage()
  return useCallback((text, fallback) => say(text, locale, fallback), [locale])
}
