import type { Json } from '@linli/kernel'
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
