import type { Json, Rule } from '@linli/kernel'
import type { Contract } from '@linli/sdk'
import { type Field, fieldsOf, labelOf } from '../contract/field.ts'
import { valueWords } from '../contract/value-words.ts'
import { type Locale, say } from '../i18n/text.ts'
import type { Say } from '../i18n/words.ts'
import type { Configuration } from './installation.ts'

/** What a draft changes against the release in force, one sentence each; empty when they are the same. */
export function changesOf(
  from: Configuration,
  to: Configuration,
  contract: Contract,
  locale: Locale,
  t: Say,
): readonly string[] {
  return [...settingChanges(from, to, contract, locale, t), ...ruleChanges(from, to, locale, t)]
}

function settingChanges(
  from: Configuration,
  to: Configuration,
  contract: Contract,
  locale: Locale,
  t: Say,
): readonly string[] {
  const fields = new Map(fieldsOf(contract.settings))
  const names = new Set([...fields.keys(), ...Object.keys(from.settings), ...Object.keys(to.settings)])
  return [...names].flatMap((name) => {
    const field: Field | undefined = fields.get(name)
    const before = from.settings[name] ?? field?.default ?? null
    const after = to.settings[name] ?? field?.default ?? null
    if (same(before, after)) return []
    const words = (value: Json) => valueWords(value, field, locale, 0)
    return [
      t('installations.changedFrom', {
        name: labelOf(field, name, locale),
        from: words(before),
        to: words(after),
      }),
    ]
  })
}

function ruleChanges(from: Configuration, to: Configuration, locale: Locale, t: Say): readonly string[] {
  const before = new Map(from.rules.map((rule) => [rule.id, rule]))
  return to.rules.flatMap((rule) => {
    const old = before.get(rule.id)
    const name = say(rule.title, locale, rule.id)
    if (!old) return [t('installations.changedRule', { name })]
    if (Boolean(old.muted) !== Boolean(rule.muted))
      return [t(rule.muted ? 'installations.muteRule' : 'installations.unmuteRule', { name })]
    return same(bare(old), bare(rule)) ? [] : [t('installations.changedRule', { name })]
  })
}

function bare({ muted: _muted, ...rule }: Rule): Omit<Rule, 'muted'> {
  return rule
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))
}

/** JSON with its keys in order: the database does not keep theirs. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, sorted(part)]),
  )
}
