import { expect, test } from 'vitest'
import { operators } from '../logic/operators/operators.ts'
import type { Json, Rule } from '../rule.ts'
import { en } from './en.ts'
import { labels, rule } from './readback.fixture.ts'
import { readback } from './readback.ts'
import { zh } from './zh.ts'

const v = (name: string): Json => ({ var: name })
const { when: _, ...noCondition } = rule({})
const plates = { ...noCondition, on: [{ device: 'camera', event: 'plate' }] } as const
const T = { on: [{ device: 'bay', property: 'temperature' }] } as const
const night = { periods: [{ from: '22:00', to: '06:00' }] } as const

const sentences: readonly (readonly [fact: string, rule: Rule, zh: string, en: string])[] = [
  [
    'a length of time taken from a setting is told with what it stands at',
    rule({ for: { setting: 'free', unit: 'm' }, cooldown: '10m' }),
    '车位占用满“免费时长”（30 分钟）时，告警“车位超时”；同一设备 10 分钟内不重复。',
    'When the bay is taken for "Free time" (30 minutes), raise the alert "Parked too long"; not again for the same device within 10 minutes.',
  ],
  [
    'a condition that must last',
    rule({ for: '30m' }),
    '车位占用满 30 分钟时，告警“车位超时”。',
    'When the bay is taken for 30 minutes, raise the alert "Parked too long".',
  ],
  [
    'a silence',
    { ...noCondition, ...{ absent: '1d' } },
    '车位传感器上报占用状态后，1 天没有再上报时，告警“车位超时”。',
    'When the bay sensor reports occupancy, and then not again for 1 day, raise the alert "Parked too long".',
  ],
  [
    'a silence after a high report, at night',
    rule({ ...T, when: { '>': [v('temperature'), 60] }, absent: '1h', schedule: night }),
    '每天 22:00 至次日 06:00，车位传感器上报温度，且温度超过 60 °C，之后 1 小时没有再这样上报时，告警“车位超时”。',
    'When the bay sensor reports the temperature while the temperature is above 60 °C, and then not again for 1 hour, every day from 22:00 to 06:00 on the next day, raise the alert "Parked too long".',
  ],
  [
    'a count',
    { ...plates, ...{ when: true, count: { atLeast: 3, within: '1h' } } },
    '车牌相机识别到车牌，1 小时内达到 3 次时，告警“车位超时”。',
    'When a plate is read, 3 times within 1 hour, raise the alert "Parked too long".',
  ],
  [
    'a count of different values',
    {
      ...plates,
      ...{
        when: true,
        count: { atLeast: 3, within: '1h', distinct: 'event.plate' },
        key: 'place',
        cooldown: '1d',
      },
    },
    '车牌相机识别到车牌，1 小时内出现 3 个不同的车牌时，告警“车位超时”；同一空间 1 天内不重复。',
    'When a plate is read, with 3 different values of plate within 1 hour, raise the alert "Parked too long"; not again for the same place within 1 day.',
  ],
  [
    'a change over a stretch of time',
    rule({ ...T, change: { of: 'temperature', within: '10m' }, when: { '>': [v('change'), 8] } }),
    '温度在 10 分钟内的变化超过 8 °C 时，告警“车位超时”。',
    'When the change of the temperature within 10 minutes is above 8 °C, raise the alert "Parked too long".',
  ],
  [
    'a sliding mean beside a setting',
    rule({
      ...T,
      aggregate: { m: { of: 'temperature', fn: 'mean', over: '1h' } },
      when: { '>': [v('aggregate.m'), v('settings.limit')] },
    }),
    '最近 1 小时温度的平均值超过“高温阈值”（40 °C）时，告警“车位超时”。',
    'When the mean temperature of the last hour is above "Heat limit" (40 °C), raise the alert "Parked too long".',
  ],
  [
    'the highest of a whole stretch',
    rule({
      ...T,
      aggregate: { m: { of: 'temperature', fn: 'max', over: '10m', window: 'tumbling' } },
      when: { '>=': [v('aggregate.m'), 50] },
    }),
    '上一个 10 分钟温度的最大值不低于 50 °C 时，告警“车位超时”。',
    'When the highest temperature of the last whole 10 minutes is at least 50 °C, raise the alert "Parked too long".',
  ],
  [
    'no report at all',
    rule({
      ...T,
      aggregate: { m: { of: 'temperature', fn: 'count', over: '6h' } },
      when: { '==': [v('aggregate.m'), 0] },
    }),
    '最近 6 小时温度的上报次数为 0 时，告警“车位超时”。',
    'When the number of reports of the temperature in the last 6 hours is 0, raise the alert "Parked too long".',
  ],
  [
    'one thing after another',
    rule({
      sequence: { followedBy: { on: plates.on, when: { '>=': [v('event.confidence'), 80] } }, within: '10m' },
    }),
    '车位占用，之后 10 分钟内车牌相机识别到车牌，且可信度不低于 80% 时，告警“车位超时”。',
    'When the bay is taken and then, within 10 minutes, a plate is read and the confidence is at least 80%, raise the alert "Parked too long".',
  ],
  [
    'one thing without another after it',
    rule({ sequence: { notFollowedBy: { on: plates.on }, within: '10m' } }),
    '车位占用，之后 10 分钟内没有车牌相机识别到车牌时，告警“车位超时”。',
    'When the bay is taken and then, within 10 minutes, it does not happen that a plate is read, raise the alert "Parked too long".',
  ],
  [
    'an event and then a state',
    rule({ sequence: { followedBy: { on: T.on, when: { '>': [v('temperature'), 50] } }, within: '10m' } }),
    '车位占用，之后 10 分钟内温度超过 50 °C 时，告警“车位超时”。',
    'When the bay is taken and then, within 10 minutes, the temperature is above 50 °C, raise the alert "Parked too long".',
  ],
  [
    'hysteresis',
    rule({
      ...T,
      when: { '>': [v('temperature'), 40] },
      clear: { when: { '<': [v('temperature'), 30] }, for: '10m' },
    }),
    '温度超过 40 °C 时，告警“车位超时”；温度低于 30 °C，持续 10 分钟后自动解除。',
    'When the temperature is above 40 °C, raise the alert "Parked too long"; over by itself when the temperature is below 30 °C for 10 minutes.',
  ],
  [
    'closing by itself',
    rule({ ...T, when: { '>': [v('temperature'), 40] }, clear: {} }),
    '温度超过 40 °C 时，告警“车位超时”；条件不再成立后自动解除。',
    'When the temperature is above 40 °C, raise the alert "Parked too long"; over by itself when the condition no longer holds.',
  ],
  [
    'periods by days and calendar, over midnight',
    rule({
      schedule: {
        calendar: 'cn',
        periods: [
          { days: ['workday'], from: '08:00', to: '12:00' },
          { days: ['sat', 'sun'], from: '20:00', to: '02:00' },
        ],
      },
    }),
    '工作日（按国家法定节假日）08:00 至 12:00、周六、周日（按国家法定节假日）20:00 至次日 02:00，车位占用时，告警“车位超时”。',
    'When the bay is taken, on working days by the public calendar from 08:00 to 12:00 and on Saturdays and Sundays by the public calendar from 20:00 to 02:00 on the next day, raise the alert "Parked too long".',
  ],
  [
    'a time zone',
    rule({ schedule: { zone: 'Europe/Berlin', periods: [{ from: '08:00', to: '12:00' }] } }),
    '每天 08:00 至 12:00（Europe/Berlin 时间），车位占用时，告警“车位超时”。',
    'When the bay is taken, every day from 08:00 to 12:00 (Europe/Berlin time), raise the alert "Parked too long".',
  ],
  [
    'grade, early and muted',
    rule({ grade: 'urgent', early: true, muted: true }),
    '车位占用时，告警“车位超时”（紧急）；先行判断，迟到的数据会更正结果；已静音，不发出动作。',
    'When the bay is taken, raise the alert "Parked too long" (urgent); decided at once and corrected by late reports; muted: nothing is sent.',
  ],
  [
    'commands with values, once for each plate',
    {
      ...plates,
      ...{
        when: { matches: [v('event.plate'), '^京'] },
        key: { field: 'event.plate' },
        cooldown: '1m',
        do: [
          { command: { device: 'self', name: 'open' } },
          { command: { device: 'gate', name: 'raise', with: { plate: { $: 'event.plate' }, lane: 2 } } },
        ],
      },
    },
    '车牌相机识别到车牌，且车牌符合模式“^京”时，下发“开闸”，并向道闸下发“抬杆”（plate：车牌，lane：2）；同一车牌 1 分钟内不重复。',
    'When a plate is read and plate matches "^京", send "open" and send "raise" to the gate (plate: plate, lane: 2); not again for the same plate within 1 minute.',
  ],
  [
    'a form',
    rule({ on: [{ form: 'patrol' }], when: { '==': [v('form.finding'), 'fire'] } }),
    '提交巡查表，且 finding 为“fire”时，告警“车位超时”。',
    'When the patrol form is submitted and finding is "fire", raise the alert "Parked too long".',
  ],
  [
    'an "or" inside an "and"',
    rule({
      on: [
        { device: 'bay', property: 'occupied' },
        { device: 'bay', property: 'battery' },
      ],
      when: { and: [v('occupied'), { or: [{ '<': [v('battery'), 15] }, { '>': [v('temperature'), 60] }] }] },
    }),
    '车位占用，且（电量低于 15%，或温度超过 60 °C）时，告警“车位超时”。',
    'When the bay is taken and (the battery is below 15% or the temperature is above 60 °C), raise the alert "Parked too long".',
  ],
  [
    'a negation goes inward',
    rule({ when: { '!': { and: [v('occupied'), { '<': [v('battery'), 15] }] } } }),
    '车位空闲，或电量不低于 15% 时，告警“车位超时”。',
    'When the bay is free or the battery is at least 15%, raise the alert "Parked too long".',
  ],
  [
    'one of several values',
    rule({ when: { in: [v('mode'), ['auto', 'off']] } }),
    '模式是“自动”、“关闭”之一时，告警“车位超时”。',
    'When the mode is one of "automatic" and "off", raise the alert "Parked too long".',
  ],
  [
    'none of several values',
    rule({ when: { '!': { in: [v('mode'), ['auto', 'off']] } } }),
    '模式不是“自动”、“关闭”中的任何一个时，告警“车位超时”。',
    'When the mode is none of "automatic" and "off", raise the alert "Parked too long".',
  ],
  [
    'between two numbers',
    rule({ ...T, when: { '<': [10, v('temperature'), 30] } }),
    '温度在 10 与 30 之间（不含两端）时，告警“车位超时”。',
    'When the temperature is between 10 and 30, both excluded, raise the alert "Parked too long".',
  ],
  [
    'two limits of one name',
    rule({ ...T, when: { and: [{ '>': [v('temperature'), 10] }, { '<=': [v('temperature'), 30] }] } }),
    '温度超过 10 °C，且不超过 30 °C 时，告警“车位超时”。',
    'When the temperature is above 10 °C and is at most 30 °C, raise the alert "Parked too long".',
  ],
  [
    'no data',
    rule({ when: { '!!': [{ missing: ['temperature', 'battery'] }] }, for: '1h' }),
    '没有温度、电量的数据满 1 小时，告警“车位超时”。',
    'When there is no data of the temperature or the battery for 1 hour, raise the alert "Parked too long".',
  ],
  [
    'some data',
    rule({ when: { '!': [{ missing_some: [1, ['temperature', 'battery']] }] } }),
    '温度、电量中至少有 1 项有数据时，告警“车位超时”。',
    'When at least 1 of the temperature and the battery have data, raise the alert "Parked too long".',
  ],
  [
    'data there',
    rule({ when: { exists: 'temperature' } }),
    '有温度的数据时，告警“车位超时”。',
    'When there is data of the temperature, raise the alert "Parked too long".',
  ],
  [
    'a choice',
    rule({ when: { if: [v('occupied'), { '<': [v('battery'), 10] }, { '<': [v('battery'), 5] }] } }),
    '若车位占用则电量低于 10%，否则电量低于 5% 时，告警“车位超时”。',
    'When if the bay is taken, then the battery is below 10%, otherwise the battery is below 5%, raise the alert "Parked too long".',
  ],
  [
    'sums and products',
    rule({
      when: {
        '>': [
          { '*': [{ '+': [v('temperature'), 2] }, { round: [v('battery'), 1] }] },
          { max: [1, { '-': [v('battery')] }] },
        ],
      },
    }),
    '（温度 + 2）× 电量四舍五入到 1 位小数超过 1、−电量中的最大值时，告警“车位超时”。',
    'When (the temperature + 2) × the battery rounded to 1 decimal is above the highest of 1 and −the battery, raise the alert "Parked too long".',
  ],
  [
    'a difference without its sign',
    rule({ when: { '>': [{ abs: { '-': [v('temperature'), v('settings.limit')] } }, 5] } }),
    '（温度 −“高温阈值”（40 °C））的绝对值超过 5 时，告警“车位超时”。',
    'When (the temperature − "Heat limit" (40 °C)) without its sign is above 5, raise the alert "Parked too long".',
  ],
  [
    'an item of a list',
    rule({ when: { some: [v('tags'), { '==': [v(''), 'vip'] }] } }),
    '标签中有一项符合（该项为“vip”）时，告警“车位超时”。',
    'When for at least one of the tags, it is "vip", raise the alert "Parked too long".',
  ],
  [
    'how many items of a list',
    rule({ when: { '>': [{ length: { filter: [v('tags'), { '>': [v('weight'), 3] }] } }, 2] } }),
    '标签中符合（该项的 weight 超过 3）的各项的个数超过 2 时，告警“车位超时”。',
    'When the length of those of the tags for which its weight is above 3 is above 2, raise the alert "Parked too long".',
  ],
  [
    'all of a set',
    rule({ when: { subset: [v('tags'), v('settings.known')] } }),
    '标签都在“白名单”中时，告警“车位超时”。',
    'When all of the tags is in "Allow-list", raise the alert "Parked too long".',
  ],
  [
    'nothing in common, negated',
    rule({ when: { '!': { disjoint: [v('tags'), ['a', 'b']] } } }),
    '并非（标签与“a”、“b”没有共同项）时，告警“车位超时”。',
    'When it is not so that the tags and "a" and "b" share nothing, raise the alert "Parked too long".',
  ],
  [
    'a distance',
    { ...plates, ...{ when: { '>': [{ distance: [v('event.at'), v('settings.gate')] }, 500] } } },
    '车牌相机识别到车牌，且拍摄地点到“大门位置”的距离（米）超过 500 时，告警“车位超时”。',
    'When a plate is read and the distance in metres from where it was taken to "Main gate" is above 500, raise the alert "Parked too long".',
  ],
  [
    'the time of day',
    { ...plates, ...{ when: { '>=': [{ time_of_day: [] }, '22:00'] } } },
    '车牌相机识别到车牌，且此刻的钟点不低于“22:00”时，告警“车位超时”。',
    'When a plate is read and the time of day is at least "22:00", raise the alert "Parked too long".',
  ],
  [
    'a written length of time',
    {
      ...plates,
      ...{ when: { '>': [{ '-': [{ now: [] }, { timestamp: v('event.since') }] }, { duration: '1h30m' }] } },
    },
    '车牌相机识别到车牌，且此刻 − since 超过 90 分钟时，告警“车位超时”。',
    'When a plate is read and now − since is above 90 minutes, raise the alert "Parked too long".',
  ],
  [
    'a part of a text',
    rule({ when: { in: ['火', v('note')] } }),
    'note 含“火”时，告警“车位超时”。',
    'When note contains "火", raise the alert "Parked too long".',
  ],
  [
    'texts put together',
    rule({ when: { '==': [{ cat: [v('mode'), { substr: [v('note'), 0, 2] }] }, 'ab'] } }),
    '模式与 note 从第 0 位起的 2 个字连成的文本为“ab”时，告警“车位超时”。',
    'When the mode and 2 characters of note from 0 on in one text is "ab", raise the alert "Parked too long".',
  ],
  [
    'a fallback',
    rule({ when: { '>': [{ var: ['temperature', 0] }, 3] } }),
    '温度（没有时取 0）超过 3 °C 时，告警“车位超时”。',
    'When the temperature (or 0 where there is none) is above 3 °C, raise the alert "Parked too long".',
  ],
  [
    'an operator nobody knows',
    rule({ when: { frobnicate: [v('temperature'), 1] } }),
    '“{"frobnicate":[{"var":"temperature"},1]}”时，告警“车位超时”。',
    'When "{"frobnicate":[{"var":"temperature"},1]}", raise the alert "Parked too long".',
  ],
  ['no action', rule({ do: [] }), '车位占用时，不做任何动作。', 'When the bay is taken, do nothing.'],
]

test.each(sentences)('%s is told in one sentence', (_fact, one, chinese, english) => {
  expect(readback(one, 'zh', labels.zh)).toBe(chinese)
  expect(readback(one, 'en', labels.en)).toBe(english)
})

test('without labels things are called by their names', () => {
  expect(readback(rule({ for: { setting: 'free', unit: 'm' } }), 'en')).toBe(
    'When occupied is true for "free" in minutes, raise the alert "Parked too long".',
  )
  expect(readback(rule({ for: { setting: 'free', unit: 'm' } }), 'zh')).toBe(
    'occupied 为是满“free”所设的分钟数时，告警“车位超时”。',
  )
})

test('every operator of the language has words in both languages', () => {
  const asClauses = new Set([
    ...['<', '<=', '>', '>=', '==', '!=', '===', '!==', 'and', 'or', '!', 'if', '?:', 'var'],
    ...['missing', 'missing_some', 'exists', 'in', 'all', 'some', 'none', 'duration'],
  ])
  const spoken = [...operators.keys()].filter((name) => !asClauses.has(name))
  for (const words of [zh, en])
    expect(spoken.filter((name) => words.call(name, ['a', 'b', 'c']) === null)).toEqual([])
})

test('no sentence shows logic, undefined or null', () => {
  for (const [fact, , chinese, english] of sentences)
    if (!fact.includes('nobody knows'))
      for (const text of [chinese, english]) expect(text).not.toMatch(/[{}[\]]|undefined|null|NaN/)
})
