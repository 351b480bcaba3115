import type { Json } from '@linli/kernel'
import { choicesOf, type Field, labelOf } from '../contract/field.ts'
import { valueWords } from '../contract/value-words.ts'
import type { Locale } from '../i18n/text.ts'
import { type Piece, type Reading, sentenceText } from './piece.ts'

const comparisons: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  '==': { zh: '是', en: 'is' },
  '===': { zh: '是', en: 'is' },
  '!=': { zh: '不是', en: 'is not' },
  '!==': { zh: '不是', en: 'is not' },
  '<': { zh: '低于', en: 'is below' },
  '<=': { zh: '不高于', en: 'is at most' },
  '>': { zh: '高于', en: 'is above' },
  '>=': { zh: '不低于', en: 'is at least' },
}

/** A condition in words; what has no short reading is shown as it is written. */
export function readCondition(
  condition: Json,
  fields: ReadonlyMap<string, Field>,
  reading: Reading,
): readonly Piece[] {
  const entry = soleEntry(condition)
  if (!entry) return [{ text: valueWords(condition, undefined, reading.locale, 0), blank: true }]
  const [operator, given] = entry
  const operands = Array.isArray(given) ? (given as readonly Json[]) : [given]
  const zh = reading.locale === 'zh'
  switch (operator) {
    case 'and':
    case 'or':
      return joinPieces(
        operands.map((one) => grouped(one, operator, fields, reading)),
        operator === 'and' ? (zh ? '，且' : ' and ') : zh ? '，或' : ' or ',
      )
    case '!':
      return [
        { text: zh ? '不满足（' : 'not (' },
        ...readCondition(operands[0] ?? null, fields, reading),
        { text: zh ? '）' : ')' },
      ]
    case '!!':
    case 'var':
      return operator === 'var'
        ? readFlag(operands, fields, reading)
        : readCondition(operands[0] ?? null, fields, reading)
    case 'in':
      return [
        ...readOperand(operands[0], operands[1], fields, reading),
        { text: zh ? '属于 ' : ' is one of ' },
        ...readOperand(operands[1], operands[0], fields, reading),
      ]
    default: {
      const words = comparisons[operator]
      if (!words || operands.length !== 2) return [{ text: JSON.stringify(condition), blank: true }]
      return [
        ...readOperand(operands[0], operands[1], fields, reading),
        { text: zh ? ` ${words.zh} ` : ` ${words.en} ` },
        ...readOperand(operands[1], operands[0], fields, reading),
      ]
    }
  }
}

/** A nested or inside an and keeps its brackets. */
function grouped(
  condition: Json,
  outer: string,
  fields: ReadonlyMap<string, Field>,
  reading: Reading,
): readonly Piece[] {
  const inner = soleEntry(condition)?.[0]
  const pieces = readCondition(condition, fields, reading)
  return (inner === 'and' || inner === 'or') && inner !== outer
    ? [{ text: '（' }, ...pieces, { text: '）' }]
    : pieces
}

function readFlag(
  operands: readonly Json[],
  fields: ReadonlyMap<string, Field>,
  reading: Reading,
): readonly Piece[] {
  const name = String(operands[0])
  const field = fields.get(name)
  return [
    { text: variableWords(name, field, reading) },
    { text: reading.locale === 'zh' ? ' 是 ' : ' is ' },
    { text: valueWords(true, field, reading.locale, 0), blank: true },
  ]
}

/** A side of a comparison; a literal is named by the field on the other side. */
function readOperand(
  operand: Json | undefined,
  other: Json | undefined,
  fields: ReadonlyMap<string, Field>,
  reading: Reading,
): readonly Piece[] {
  const variable = variableName(operand)
  if (variable) {
    const field = fields.get(variable)
    if (!variable.startsWith('settings.')) return [{ text: variableWords(variable, field, reading) }]
    const value = reading.settings[variable.slice('settings.'.length)]
    const label = labelOf(field, variable, reading.locale)
    return [
      { text: `${valueWords(value, field, reading.locale, 0)}`, blank: true },
      { text: reading.locale === 'zh' ? `（${label}）` : ` (${label})` },
    ]
  }
  const entry = soleEntry(operand ?? null)
  if (entry) return [{ text: arithmetic(entry, fields, reading) }]
  const meaning = fields.get(variableName(other) ?? '')
  const words = Array.isArray(operand)
    ? operand
        .map((one: Json) => literalWords(one, meaning, reading.locale))
        .join(reading.locale === 'zh' ? '、' : ', ')
    : literalWords(operand ?? null, meaning, reading.locale)
  return [{ text: words, blank: true }]
}

function literalWords(value: Json, field: Field | undefined, locale: Locale): string {
  const words = valueWords(value, field, locale, 0)
  return typeof value === 'number' && !(field && choicesOf(field, locale)) ? words : `“${words}”`
}

function arithmetic(
  [operator, given]: readonly [string, Json],
  fields: ReadonlyMap<string, Field>,
  reading: Reading,
): string {
  const operands = Array.isArray(given) ? (given as readonly Json[]) : [given]
  const parts = operands.map((one) => sentenceText(readOperand(one, undefined, fields, reading)))
  return ['+', '-', '*', '/', '%'].includes(operator)
    ? parts.join(` ${operator} `)
    : `${operator}(${parts.join(', ')})`
}

/** A variable by its field's name. */
export function variableWords(name: string, field: Field | undefined, { locale }: Reading): string {
  const last = name.split('.').at(-1) ?? name
  return `“${labelOf(field, last, locale)}”`
}

function soleEntry(value: Json): readonly [string, Json] | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  const entries = Object.entries(value as Readonly<Record<string, Json>>)
  return entries.length === 1 ? entries[0]! : null
}

function variableName(value: Json | undefined): string | null {
  const entry = soleEntry(value ?? null)
  if (entry?.[0] !== 'var') return null
  const name = Array.isArray(entry[1]) ? (entry[1] as readonly Json[])[0] : entry[1]
  return typeof name === 'string' ? name : null
}

function joinPieces(parts: readonly (readonly Piece[])[], between: string): readonly Piece[] {
  return parts.flatMap((part, index) => (index === 0 ? part : [{ text: between }, ...part]))
}
