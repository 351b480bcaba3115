import { gradeTexts } from '@linli/flow'
import type { Action, Duration, Rule, Trigger } from '@linli/kernel'
import { type Field, labelOf } from '../contract/field.ts'
import { say } from '../i18n/text.ts'
import { readCondition, variableWords } from './condition-words.ts'
import type { Piece, Reading } from './piece.ts'
import { fieldsInReach } from './reach.ts'

/**
 * A rule read back in words, from the contract alone: 当车位上报“占用”，且“占用”是“是”，并持续 15 分钟，就发出告警“…”（一般）.
 * A condition that has no short reading is shown as it is written.
 */
export function readRule(rule: Rule, reading: Reading): readonly Piece[] {
  const zh = reading.locale === 'zh'
  const comma = zh ? '，' : ', '
  const pieces: Piece[] = [{ text: zh ? '当' : 'When ' }]
  rule.on.forEach((trigger, index) => {
    if (index > 0) pieces.push({ text: zh ? '，或者' : ' or ' })
    pieces.push(...readTrigger(trigger, reading, rule.absent !== undefined))
  })
  const fields = fieldsInReach(rule, reading.contract)
  if (rule.when !== undefined && rule.when !== true)
    pieces.push({ text: zh ? '，且' : ', and ' }, ...readCondition(rule.when, fields, reading))
  if (rule.for !== undefined)
    pieces.push(
      { text: zh ? '，并持续 ' : ', held for ' },
      { text: readDuration(rule.for, reading), blank: true },
    )
  if (rule.absent !== undefined)
    pieces.push(
      { text: zh ? '，超过 ' : ', for longer than ' },
      { text: readDuration(rule.absent, reading), blank: true },
      { text: zh ? '没有' : '' },
    )
  pieces.push({ text: `${comma}${zh ? '就' : ''}` })
  rule.do.forEach((action, index) => {
    if (index > 0) pieces.push({ text: zh ? '，并' : ' and ' })
    pieces.push(...readAction(action, rule, reading))
  })
  if (rule.cooldown !== undefined)
    pieces.push(
      { text: zh ? '；同一' : '; at most once per ' },
      { text: readKey(rule, fields, reading) },
      { text: zh ? ' ' : ' in ' },
      { text: readDuration(rule.cooldown, reading), blank: true },
      { text: zh ? '内不重复' : '' },
    )
  pieces.push({ text: zh ? '。' : '.' })
  return pieces
}

function readTrigger(trigger: Trigger, { contract, locale }: Reading, absent: boolean): readonly Piece[] {
  const zh = locale === 'zh'
  const quote = (text: string) => (zh ? `“${text}”` : `“${text}”`)
  if ('form' in trigger) {
    const form = quote(say(contract.forms[trigger.form]?.title, locale, trigger.form))
    return zh
      ? [{ text: absent ? '没有人提交' : '有人提交' }, { text: form, blank: true }]
      : [{ text: form, blank: true }, { text: absent ? ' is not submitted' : ' is submitted' }]
  }
  if ('record' in trigger) {
    const record = contract.records[trigger.record]
    const field = labelOf(
      record?.fields.properties?.[trigger.property] as Field | undefined,
      trigger.property,
      locale,
    )
    const name = say(record?.title, locale, trigger.record)
    return [
      { text: name, blank: true },
      {
        text: zh
          ? `的“${field}”${absent ? '没有变化' : '变化'}`
          : `’s “${field}” ${absent ? 'does not change' : 'changes'}`,
      },
    ]
  }
  const model = contract.devices[trigger.device]
  const name = { text: say(model?.title, locale, trigger.device), blank: true }
  if ('event' in trigger) {
    const event = labelOf(model?.events?.[trigger.event] as Field | undefined, trigger.event, locale)
    return [
      name,
      {
        text: zh
          ? `${absent ? '没有发生' : '发生'}“${event}”`
          : ` ${absent ? 'does not report' : 'reports'} “${event}”`,
      },
    ]
  }
  const property = labelOf(
    model?.properties?.[trigger.property] as Field | undefined,
    trigger.property,
    locale,
  )
  return [
    name,
    {
      text: zh
        ? `${absent ? '没有上报' : '上报'}“${property}”`
        : ` ${absent ? 'does not report' : 'reports'} “${property}”`,
    },
  ]
}

function readAction(action: Action, rule: Rule, { contract, locale }: Reading): readonly Piece[] {
  const zh = locale === 'zh'
  if ('alert' in action) {
    const grade = say(gradeTexts[action.alert.grade ?? rule.grade ?? 'normal'], locale)
    return [
      { text: zh ? '发出告警' : 'raise the alert ' },
      { text: `“${say(action.alert.title, locale)}”`, blank: true },
      { text: zh ? `（${grade}）` : ` (${grade})` },
    ]
  }
  const { device, name } = action.command
  const trigger = rule.on.find((one) => 'device' in one)
  const model =
    contract.devices[
      device === 'self' ? ((trigger as { device?: string } | undefined)?.device ?? '') : device
    ]
  const command = say(model?.commands?.[name]?.title, locale, name)
  const target = device === 'self' ? (zh ? '该设备' : 'this device') : say(model?.title, locale, device)
  return zh
    ? [{ text: `让${target}执行` }, { text: `“${command}”`, blank: true }]
    : [
        { text: 'run ' },
        { text: `“${command}”`, blank: true },
        { text: ` on ${zh ? '' : target === 'this device' ? target : `the ${target}`}` },
      ]
}

function readKey(rule: Rule, fields: ReadonlyMap<string, Field>, reading: Reading): string {
  const zh = reading.locale === 'zh'
  switch (rule.key) {
    case 'device':
      return zh ? '设备' : 'device'
    case 'place':
      return zh ? '空间' : 'place'
    case 'community':
      return zh ? '社区' : 'community'
    default:
      return variableWords(rule.key.field, fields.get(rule.key.field), reading)
  }
}

const units: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  ms: { zh: '毫秒', en: 'ms' },
  s: { zh: '秒', en: 's' },
  m: { zh: '分钟', en: 'min' },
  h: { zh: '小时', en: 'h' },
  d: { zh: '天', en: 'd' },
}

/** A duration with its unit; one read from a setting shows the value in force and the setting's name. */
export function readDuration(duration: Duration, { contract, settings, locale }: Reading): string {
  if (typeof duration !== 'string') {
    const field = contract.settings.properties?.[duration.setting] as Field | undefined
    const value = settings[duration.setting] ?? field?.default ?? '?'
    const label = labelOf(field, duration.setting, locale)
    return `${String(value)} ${units[duration.unit]?.[locale] ?? duration.unit}${locale === 'zh' ? `（${label}）` : ` (${label})`}`
  }
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(duration) ?? []
  return amount && unit ? `${amount} ${units[unit]?.[locale] ?? unit}` : duration
}
