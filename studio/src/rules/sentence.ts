import type { Rule } from '@linli/kernel'
import type { Field } from '../contract/field.ts'
import { readAction } from './action-words.ts'
import { readCondition, soleComparison, variableWords } from './condition-words.ts'
import { readDuration } from './duration-words.ts'
import { joined, type Piece, phrase, plain, type Reading } from './piece.ts'
import { fieldsInReach } from './reach.ts'
import { readSubject, readTrigger } from './trigger-words.ts'

/**
 * A rule read back in words, from the contract alone: 当车位的“有车”是“是”，并持续 15 分钟，就发出告警“…”（一般）.
 * A condition that has no short reading is shown as it is written.
 */
export function readRule(rule: Rule, reading: Reading): readonly Piece[] {
  const { locale } = reading
  const fields = fieldsInReach(rule, reading.contract)
  return [
    ...phrase({ zh: '当', en: 'When ' }, locale),
    ...readOccasion(rule, fields, reading),
    ...readHolding(rule, reading),
    ...phrase({ zh: '，就', en: ', ' }, locale),
    ...joined(
      rule.do.map((action) => readAction(action, rule, reading)),
      locale === 'zh' ? '，并' : ' and ',
    ),
    ...readCooldown(rule, fields, reading),
    ...phrase({ zh: '。', en: '.' }, locale),
  ]
}

/** What happens, and on which condition; one property compared with something is one clause, not two. */
function readOccasion(rule: Rule, fields: ReadonlyMap<string, Field>, reading: Reading): readonly Piece[] {
  const [trigger] = rule.on
  const condition = rule.when === true ? undefined : rule.when
  if (trigger && rule.on.length === 1 && rule.absent === undefined && condition !== undefined) {
    const comparison = soleComparison(condition, trigger)
    if (comparison) return [...readSubject(trigger, reading), ...readCondition(condition, fields, reading)]
  }
  const triggers = joined(
    rule.on.map((one) => readTrigger(one, reading, rule.absent)),
    reading.locale === 'zh' ? '，或者' : ' or ',
  )
  if (condition === undefined) return triggers
  return [
    ...triggers,
    ...phrase({ zh: '，且{condition}', en: ', and {condition}' }, reading.locale, {
      condition: readCondition(condition, fields, reading),
    }),
  ]
}

function readHolding(rule: Rule, reading: Reading): readonly Piece[] {
  if (rule.for === undefined) return []
  return phrase({ zh: '，并持续 {time}', en: ', for {time}' }, reading.locale, {
    time: readDuration(rule.for, reading),
  })
}

function readCooldown(rule: Rule, fields: ReadonlyMap<string, Field>, reading: Reading): readonly Piece[] {
  if (rule.cooldown === undefined) return []
  return phrase(
    { zh: '；同一{key} {time}内不重复', en: '; at most once per {key} in {time}' },
    reading.locale,
    { key: plain(readKey(rule, fields, reading)), time: readDuration(rule.cooldown, reading) },
  )
}

const keys = {
  device: { zh: '设备', en: 'device' },
  place: { zh: '空间', en: 'place' },
  community: { zh: '社区', en: 'community' },
}

function readKey({ key }: Rule, fields: ReadonlyMap<string, Field>, reading: Reading): string {
  if (typeof key === 'string') return keys[key][reading.locale]
  return variableWords(key.field, fields.get(key.field), reading)
}
