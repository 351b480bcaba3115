import type { Json, Text } from '@linli/kernel'
import type { Contract } from '@linli/sdk'
import type { Locale } from '../i18n/text.ts'

/** A part of a sentence; `blank` marks what an operator may later change. */
export interface Piece {
  readonly text: string
  readonly blank?: boolean
}

/** What a sentence is read with. */
export interface Reading {
  readonly contract: Contract
  readonly settings: Readonly<Record<string, Json>>
  readonly locale: Locale
}

/** The sentence as plain text. */
export function sentenceText(pieces: readonly Piece[]): string {
  return pieces.map((piece) => piece.text).join('')
}

/** Fills a phrase: `{name}` becomes a blank where the value is text, and the pieces themselves where it is a sentence. */
export function phrase(
  text: Text,
  locale: Locale,
  values: Readonly<Record<string, string | readonly Piece[]>> = {},
): readonly Piece[] {
  return text[locale].split(/(\{\w+\})/).flatMap((part): readonly Piece[] => {
    const value = part.startsWith('{') ? values[part.slice(1, -1)] : undefined
    if (value === undefined) return part === '' ? [] : [{ text: part }]
    return typeof value === 'string' ? [{ text: value, blank: true }] : value
  })
}

/** Text that is no blank. */
export function plain(text: string): readonly Piece[] {
  return [{ text }]
}

/** Sentences after one another with something between. */
export function joined(parts: readonly (readonly Piece[])[], between: string): readonly Piece[] {
  return parts.flatMap((part, index) => (index === 0 ? part : [{ text: between }, ...part]))
}
