import type { Duration, Trigger } from '@linli/kernel'
import { type Field, labelOf } from '../contract/field.ts'
import { say } from '../i18n/text.ts'
import { readDuration } from './duration-words.ts'
import { type Piece, phrase, plain, type Reading } from './piece.ts'

const happened = {
  property: { zh: '{name}上报“{field}”', en: '{name} reports “{field}”' },
  event: { zh: '{name}发生“{field}”', en: '{name} reports “{field}”' },
  record: { zh: '{name}的“{field}”变化', en: '“{field}” of {name} changes' },
  form: { zh: '有人提交“{name}”', en: 'somebody submits “{name}”' },
}

const missed = {
  property: { zh: '{name}超过 {time}没有上报“{field}”', en: '{name} does not report “{field}” for {time}' },
  event: { zh: '{name}超过 {time}没有发生“{field}”', en: '{name} does not report “{field}” for {time}' },
  record: {
    zh: '{name}的“{field}”超过 {time}没有变化',
    en: '“{field}” of {name} does not change for {time}',
  },
  form: { zh: '超过 {time}没有人提交“{name}”', en: 'nobody submits “{name}” for {time}' },
}

/** What happens; with `absent`, what does not happen for so long. */
export function readTrigger(
  trigger: Trigger,
  reading: Reading,
  absent: Duration | undefined,
): readonly Piece[] {
  const { kind, name, field } = namesOf(trigger, reading)
  const time = absent === undefined ? '' : readDuration(absent, reading)
  const text = (absent === undefined ? happened : missed)[kind]
  return phrase(text, reading.locale, { name, field: plain(field), time })
}

/** Whose property it is: 车位的. */
export function readSubject(trigger: Trigger, reading: Reading): readonly Piece[] {
  const { name } = namesOf(trigger, reading)
  return phrase({ zh: '{name}的', en: '{name}: ' }, reading.locale, { name })
}

interface Names {
  readonly kind: keyof typeof happened
  readonly name: string
  readonly field: string
}

function namesOf(trigger: Trigger, { contract, locale }: Reading): Names {
  if ('form' in trigger)
    return { kind: 'form', name: say(contract.forms[trigger.form]?.title, locale, trigger.form), field: '' }
  if ('record' in trigger) {
    const record = contract.records[trigger.record]
    const field = record?.fields.properties?.[trigger.property] as Field | undefined
    return {
      kind: 'record',
      name: say(record?.title, locale, trigger.record),
      field: labelOf(field, trigger.property, locale),
    }
  }
  const model = contract.devices[trigger.device]
  const name = say(model?.title, locale, trigger.device)
  if ('event' in trigger) {
    const event = model?.events?.[trigger.event] as Field | undefined
    return { kind: 'event', name, field: labelOf(event, trigger.event, locale) }
  }
  const property = model?.properties?.[trigger.property] as Field | undefined
  return { kind: 'property', name, field: labelOf(property, trigger.property, locale) }
}
