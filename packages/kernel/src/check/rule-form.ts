import { readPeriod } from '../program/schedule.ts'
import type { Period } from '../rule.ts'
import { anything, type Fields, fields, list, oneOf, optional, record, same, value, variant } from './form.ts'

/** How much of each a rule may have. */
export const ruleBounds = {
  triggers: 32,
  actions: 32,
  aggregates: 16,
  periods: 32,
  /** Characters of a text that people read. */
  text: 2_000,
} as const

const isText = (given: unknown, most: number) =>
  typeof given === 'string' && given.trim() !== '' && given.length <= most

const word = value((given) => isText(given, 200), { zh: '非空名称', en: 'a name' })
const sentence = value((given) => isText(given, ruleBounds.text), {
  zh: `不超过 ${ruleBounds.text} 个字的文本`,
  en: `a text of at most ${ruleBounds.text} characters`,
})
const bothLanguages = fields({ zh: sentence, en: sentence })
const flag = value((given) => typeof given === 'boolean', same('true / false'))
const grade = oneOf('normal', 'major', 'urgent')

const trigger = variant(
  (given) => {
    if (Object.hasOwn(given, 'form')) return fields({ form: word })
    if (Object.hasOwn(given, 'record')) return fields({ record: word, property: word })
    if (!Object.hasOwn(given, 'device')) return null
    return fields({ device: word, [Object.hasOwn(given, 'event') ? 'event' : 'property']: word })
  },
  {
    zh: '{ device, property }、{ device, event }、{ record, property } 或 { form }',
    en: '{ device, property }, { device, event }, { record, property } or { form }',
  },
)

const triggers = list(trigger, 1, ruleBounds.triggers)

const details = record(/^[A-Za-z_][A-Za-z0-9_-]{0,63}$/, anything, 64, {
  zh: '名称由字母、数字、下划线和连字符组成的对象',
  en: 'an object whose names are letters, digits, underscores and hyphens',
})

const action = variant(
  (given) => {
    if (Object.hasOwn(given, 'alert'))
      return fields({
        alert: fields({
          title: bothLanguages,
          grade: optional(grade),
          flow: optional(word),
          detail: optional(details),
        }),
      })
    if (!Object.hasOwn(given, 'command')) return null
    return fields({ command: fields({ device: word, name: word, with: optional(details) }) })
  },
  {
    zh: '{ alert: { title } } 或 { command: { device, name } }',
    en: '{ alert: { title } } or { command: { device, name } }',
  },
)

const keyWanted = {
  zh: '"device"、"place"、"community" 或 { field: "event.…" }',
  en: '"device", "place", "community" or { field: "event.…" }',
}
const key = value((given) => {
  if (typeof given === 'object' && given !== null && !Array.isArray(given)) {
    const { field, ...more } = given as Fields
    return typeof field === 'string' && /^(event|form)\../.test(field) && Object.keys(more).length === 0
  }
  return given === 'device' || given === 'place' || given === 'community'
}, keyWanted)

const atLeast = value(
  (given) => Number.isInteger(given) && (given as number) >= 2 && (given as number) <= 100,
  { zh: '2 至 100 的整数', en: 'a whole number from 2 to 100' },
)

const aggregate = fields({
  of: word,
  fn: oneOf('min', 'max', 'mean', 'sum', 'last', 'count', 'change'),
  over: anything,
  window: optional(oneOf('sliding', 'tumbling')),
})

const aggregates = record(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/, aggregate, ruleBounds.aggregates, {
  zh: `最多 ${ruleBounds.aggregates} 项的对象，名称由字母、数字、下划线和连字符组成`,
  en: `an object of at most ${ruleBounds.aggregates}, named with letters, digits, underscores and hyphens`,
})

const step = fields({ on: triggers, when: optional(anything) })

const sequence = variant(
  (given) => {
    const steps = ['followedBy', 'notFollowedBy'].filter((name) => Object.hasOwn(given, name))
    return steps.length === 1 ? fields({ [steps[0] as string]: step, within: anything }) : null
  },
  {
    zh: '{ followedBy, within } 或 { notFollowedBy, within }（二者选一）',
    en: '{ followedBy, within } or { notFollowedBy, within }, one of them',
  },
)

const day = oneOf('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun', 'workday', 'restday', 'holiday')

const period = variant(
  (given) => {
    const { from, to } = given
    if (typeof from !== 'string' || typeof to !== 'string') return null
    if (readPeriod({ from, to } as Period) === null) return null
    return fields({ days: optional(list(day, 1, 10)), from: word, to: word })
  },
  {
    zh: '{ from, to }，时间写成 HH:MM（00:00 至 24:00）',
    en: '{ from, to } with times as HH:MM, 00:00 to 24:00',
  },
)

const schedule = fields({
  zone: optional(word),
  calendar: optional(word),
  periods: list(period, 1, ruleBounds.periods),
})

/** The form of a rule alone: every field there is, and no other. Durations, names and conditions are looked at later. */
export const ruleForm = fields({
  id: value((given) => typeof given === 'string' && /^[a-z0-9][a-z0-9-]{0,63}$/.test(given), {
    zh: '小写字母、数字和连字符，最多 64 个字符',
    en: 'lower-case letters, digits and hyphens, at most 64',
  }),
  title: bothLanguages,
  on: triggers,
  key,
  when: optional(anything),
  for: optional(anything),
  absent: optional(anything),
  cooldown: optional(anything),
  count: optional(fields({ atLeast, within: anything, distinct: optional(word) })),
  change: optional(fields({ of: word, within: anything })),
  aggregate: optional(aggregates),
  sequence: optional(sequence),
  clear: optional(fields({ when: optional(anything), for: optional(anything) })),
  schedule: optional(schedule),
  grade: optional(grade),
  early: optional(flag),
  muted: optional(flag),
  notes: optional(
    value((given) => typeof given === 'string' && given.length <= ruleBounds.text, {
      zh: `不超过 ${ruleBounds.text} 个字的文本`,
      en: `a text of at most ${ruleBounds.text} characters`,
    }),
  ),
  do: list(action, 0, ruleBounds.actions),
})
