import type { Json, Text, Trigger } from '@linli/kernel'
import { choicesOf, type Field, labelOf } from '../contract/field.ts'
import { valueWords } from '../contract/value-words.ts'
import type { Locale } from '../i18n/text.ts'
import { joined, type Piece, phrase, plain, type Reading, sentenceText } from './piece.ts'

type Fields = ReadonlyMap<string, Field>

const comparisons: Readonly<Record<string, Text>> = {
  '==': { zh: '{left}是{right}', en: '{left} is {right}' },
  '===': { zh: '{left}是{right}', en: '{left} is {right}' },
  '!=': { zh: '{left}不是{right}', en: '{left} is not {right}' },
  '!==': { zh: '{left}不是{right}', en: '{left} is not {right}' },
  '<': { zh: '{left}低于 {right}', en: '{left} is below {right}' },
  '<=': { zh: '{left}不高于 {right}', en: '{left} is at most {right}' },
  '>': { zh: '{left}高于 {right}', en: '{left} is above {right}' },
  '>=': { zh: '{left}不低于 {right}', en: '{left} is at least {right}' },
  in: { zh: '{left}属于{right}', en: '{left} is one of {right}' },
}

/** A condition in words; what has no short reading is shown as it is written. */
export function readCondition(condition: Json, fields: Fields, reading: Reading): readonly Piece[] {
  const { locale } = reading
  const entry = soleEntry(condition)
  if (!entry)
    return phrase({ zh: '{value}', en: '{value}' }, locale, {
      value: valueWords(condition, undefined, locale, 0),
    })
  const [operator, operands] = entry
  const [left = null, right = null] = operands
  if (operator === 'and' || operator === 'or')
    return joined(
      operands.map((one) => grouped(one, operator, fields, reading)),
      between[operator][locale],
    )
  if (operator === '!') return phrase(denied, locale, { condition: readCondition(left, fields, reading) })
  if (operator === '!!') return readCondition(left, fields, reading)
  if (operator === 'var') return readFlag(String(left), fields, reading)
  const comparison = comparisons[operator]
  if (!comparison || operands.length !== 2)
    return phrase({ zh: '{code}', en: '{code}' }, locale, { code: JSON.stringify(condition) })
  return phrase(comparison, locale, {
    left: readOperand(left, right, fields, reading),
    right: readOperand(right, left, fields, reading),
  })
}

const between = { and: { zh: '，且', en: ' and ' }, or: { zh: '，或', en: ' or ' } }
const denied = { zh: '不满足（{condition}）', en: 'not ({condition})' }

/** Whether a condition only compares the property its trigger is about with something else. */
export function soleComparison(condition: Json, trigger: Trigger): boolean {
  if (!('property' in trigger)) return false
  const [operator, operands] = soleEntry(condition) ?? []
  if (operator === undefined || !comparisons[operator]) return false
  const owner = 'device' in trigger ? trigger.device : trigger.record
  const name = variableName(operands?.[0])
  return name === trigger.property || name === `${owner}.${trigger.property}`
}

/** An or inside an and, or the other way round, keeps its brackets. */
function grouped(condition: Json, outer: string, fields: Fields, reading: Reading): readonly Piece[] {
  const inner = soleEntry(condition)?.[0]
  const pieces = readCondition(condition, fields, reading)
  const brackets = (inner === 'and' || inner === 'or') && inner !== outer
  return brackets ? phrase({ zh: '（{inner}）', en: '({inner})' }, reading.locale, { inner: pieces }) : pieces
}

/** A variable by itself: it has to be true. */
function readFlag(name: string, fields: Fields, reading: Reading): readonly Piece[] {
  const field = fields.get(name)
  return phrase({ zh: '{left}为{right}', en: '{left} is {right}' }, reading.locale, {
    left: plain(variableWords(name, field, reading)),
    right: valueWords(true, field, reading.locale, 0),
  })
}

/** A side of a comparison; a literal is named by the field on the other side. */
function readOperand(operand: Json, other: Json, fields: Fields, reading: Reading): readonly Piece[] {
  const { locale } = reading
  const variable = variableName(operand)
  if (variable?.startsWith('settings.')) return readSetting(variable, fields, reading)
  if (variable !== null) return plain(variableWords(variable, fields.get(variable), reading))
  const entry = soleEntry(operand)
  if (entry) return plain(arithmetic(entry, fields, reading))
  const meaning = fields.get(variableName(other) ?? '')
  const literals = Array.isArray(operand) ? (operand as readonly Json[]) : [operand]
  const words = literals.map((one) => literalWords(one, meaning, locale)).join(locale === 'zh' ? '、' : ', ')
  return [{ text: words, blank: true }]
}

function readSetting(variable: string, fields: Fields, reading: Reading): readonly Piece[] {
  const field = fields.get(variable)
  const name = variable.slice('settings.'.length)
  return phrase({ zh: '{value}（{label}）', en: '{value} ({label})' }, reading.locale, {
    value: valueWords(reading.settings[name] ?? field?.default, field, reading.locale, 0),
    label: plain(labelOf(field, name, reading.locale)),
  })
}

function literalWords(value: Json, field: Field | undefined, locale: Locale): string {
  const words = valueWords(value, field, locale, 0)
  return typeof value === 'number' && !(field && choicesOf(field, locale)) ? words : `“${words}”`
}

function arithmetic([operator, operands]: Entry, fields: Fields, reading: Reading): string {
  const parts = operands.map((one) => sentenceText(readOperand(one, null, fields, reading)))
  return ['+', '-', '*', '/', '%'].includes(operator)
    ? parts.join(` ${operator} `)
    : `${operator}(${parts.join(', ')})`
}

/** A variable by its field's name. */
export function variableWords(name: string, field: Field | undefined, { locale }: Reading): string {
  return `“${labelOf(field, name.split('.').at(-1) ?? name, locale)}”`
}

type Entry = readonly [operator: string, operands: readonly Json[]]

/** The operation a piece of JSONLogic is, its operands as a list. */
function soleEntry(value: Json | undefined): Entry | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  const [entry, ...more] = Object.entries(value as Readonly<Record<string, Json>>)
  if (!entry || more.length > 0) return null
  const [operator, given] = entry
  return [operator, Array.isArray(given) ? (given as readonly Json[]) : [given]]
}

function variableName(value: Json | undefined): string | null {
  const [operator, operands] = soleEntry(value) ?? []
  const [name] = operands ?? []
  return operator === 'var' && typeof name === 'string' ? name : null
}
