import type { Json } from '../rule.ts'
import type {
  Clause,
  Explanation,
  NearestValue,
  Outcome,
  Reading,
  RunningTimer,
  Said,
  WindowContents,
} from './explanation.ts'
import { logicText } from './logic-text.ts'

/** How names and times are shown in one language. */
export interface Naming {
  label(name: string): string
  device(id: string): string
  time(at: number): string
}

/** The sentences of one language. */
export interface Phrases {
  verdict(explanation: Explanation): string
  clause(clause: Clause, readings: readonly Reading[]): string
  trouble(reading: Reading): string
  timer(timer: RunningTimer): string
  count(count: NonNullable<Explanation['count']>): string
  window(window: WindowContents): string
  schedule(opens: number | null): string
  nearest(nearest: NearestValue): string
  late(said: Said): string
}

/** The sentences of a language. */
export function phrases(language: 'zh' | 'en', naming: Naming): Phrases {
  return language === 'zh' ? chinese(naming) : english(naming)
}

function english({ label, device, time }: Naming): Phrases {
  const seen = (reading: Reading) =>
    `${label(reading.name)} was ${text(reading.value)}${reading.said ? ` (${device(reading.said.device)}, ${time(reading.said.at)})` : ''}`
  return {
    verdict: (one) => `${verdicts.en[one.outcome].replaceAll('{at}', time(one.asOf))}${lastEn(one, time)}`,
    clause: ({ logic, holds }, readings) => {
      const known = readings.filter(({ state, kind }) => state === 'known' && kind !== 'setting').map(seen)
      const said = logicText(logic, 'en', label, settingsOf(readings))
      const verdict = holds === null ? 'cannot be said' : holds ? 'was met' : 'was not met'
      return `"${said}" ${verdict}${known.length > 0 ? `: ${known.join('; ')}` : ''}.`
    },
    trouble: ({ name, state, value, said, away, staleFrom }) => {
      if (state === 'absent') return `No value of ${label(name)} has come yet.`
      const from = said ? ` of ${device(said.device)}` : ''
      if (state === 'stale')
        return `${label(name)}${from} was last ${text(value)} and has been out of date since ${time(staleFrom ?? 0)}${away === null ? '' : `; its source has been away since ${time(away)}`}.`
      return `The source of ${label(name)}${from} has been away since ${time(away ?? 0)}.`
    },
    timer: ({ kind, since, due }) =>
      timers.en[kind]
        .replace('{since}', time(since))
        .replace('{due}', due === null ? 'when its source is back, at the earliest' : `at ${time(due)}`),
    count: ({ have, need, within }) =>
      `It happened ${have} of ${need} times within ${lengthText(within, 'en')}.`,
    window: ({ name, fn, of, from, to, value, count }) =>
      `${label(name)} (${fn} of ${label(of)}, ${time(from)} to ${time(to)}) ${value === null ? 'had nothing to show' : `was ${round(value)}`}, from ${count} ${count === 1 ? 'report' : 'reports'}.`,
    schedule: (opens) =>
      opens === null ? 'Its schedule has no further period.' : `Its next period begins at ${time(opens)}.`,
    nearest: ({ name, read, value, reach, met }) =>
      `With ${label(name)} ${reach === 'at' ? `at exactly ${value}` : reach === 'from' ? `from ${value} on` : `at ${value} or below`} instead of ${read} the condition would ${met ? '' : 'not '}have been met.`,
    late: ({ device: id, name, value, at, arrived }) =>
      `${label(name)} = ${text(value)} of ${device(id)}, seen at ${time(at)}, came too late (${time(arrived)}): no rule saw it.`,
  }
}

function lastEn({ firings, outcome, asOf }: Explanation, time: Naming['time']): string {
  const last = firings.at(-1)
  if (!last || outcome === 'fired' || last.at === asOf) return ''
  return outcome === 'standing' || outcome === 'muted'
    ? ` It fired at ${time(last.at)}.`
    : ` It last fired at ${time(last.at)}.`
}

function chinese({ label, device, time }: Naming): Phrases {
  const seen = (reading: Reading) =>
    `${label(reading.name)}为 ${text(reading.value)}${reading.said ? `（${device(reading.said.device)}，${time(reading.said.at)}）` : ''}`
  return {
    verdict: (one) => `${verdicts.zh[one.outcome].replaceAll('{at}', time(one.asOf))}${lastZh(one, time)}`,
    clause: ({ logic, holds }, readings) => {
      const known = readings.filter(({ state, kind }) => state === 'known' && kind !== 'setting').map(seen)
      const said = logicText(logic, 'zh', label, settingsOf(readings))
      const verdict = holds === null ? '无法判断' : holds ? '成立' : '不成立'
      return `“${said}”${verdict}${known.length > 0 ? `：${known.join('；')}` : ''}。`
    },
    trouble: ({ name, state, value, said, away, staleFrom }) => {
      if (state === 'absent') return `还没有收到过“${label(name)}”的数据。`
      const from = said ? `${device(said.device)} 的` : ''
      if (state === 'stale')
        return `${from}“${label(name)}”最后一次为 ${text(value)}，自 ${time(staleFrom ?? 0)} 起已过期${away === null ? '' : `；其数据源自 ${time(away)} 起离线`}。`
      return `${from}“${label(name)}”的数据源自 ${time(away ?? 0)} 起离线。`
    },
    timer: ({ kind, since, due }) =>
      timers.zh[kind]
        .replace('{since}', time(since))
        .replace('{due}', due === null ? '数据源恢复之后' : time(due)),
    count: ({ have, need, within }) =>
      `${lengthText(within, 'zh')}内出现了 ${have} 次，满 ${need} 次才触发。`,
    window: ({ name, fn, of, from, to, value, count }) =>
      `${label(name)}（“${label(of)}”的${functions[fn] ?? fn}，${time(from)} 至 ${time(to)}）${value === null ? '没有数据' : `为 ${round(value)}`}，共 ${count} 次上报。`,
    schedule: (opens) => (opens === null ? '此后不再有生效时段。' : `下一个生效时段从 ${time(opens)} 开始。`),
    nearest: ({ name, read, value, reach, met }) =>
      `如果“${label(name)}”不是 ${read}，而是${reach === 'at' ? `恰好 ${value}` : reach === 'from' ? ` ${value} 或以上` : ` ${value} 或以下`}，条件就会${met ? '' : '不'}成立。`,
    late: ({ device: id, name, value, at, arrived }) =>
      `${device(id)} 在 ${time(at)} 的“${label(name)}”= ${text(value)} 到得太晚（${time(arrived)}），规则没有采用。`,
  }
}

function lastZh({ firings, outcome, asOf }: Explanation, time: Naming['time']): string {
  const last = firings.at(-1)
  if (!last || outcome === 'fired' || last.at === asOf) return ''
  return outcome === 'standing' || outcome === 'muted'
    ? `触发时间：${time(last.at)}。`
    : `上一次触发：${time(last.at)}。`
}

const verdicts: Readonly<Record<'zh' | 'en', Readonly<Record<Outcome, string>>>> = {
  en: {
    fired: 'The rule fired at {at}.',
    standing: 'At {at} what the rule fired for still stood.',
    waiting: 'At {at} the rule had not fired yet: it was still waiting.',
    awaiting: 'At {at} the first half had happened; the rule was waiting for the second.',
    counting: 'At {at} it had not happened often enough.',
    cooling: 'At {at} the condition was met, but the rule kept silent because it had fired shortly before.',
    muted: 'At {at} the rule would have spoken, but it is muted.',
    passed: 'At {at} the condition was met, but what had to follow it did not happen as the rule asks.',
    unmet: 'At {at} the rule did not fire: its condition was not met.',
    unknown: 'At {at} the rule did not fire: whether its condition was met is unknown.',
    'outside-schedule': 'At {at} the rule did not look: that is outside its schedule.',
    suspended: 'At {at} the rule was suspended, because it had failed.',
    'nothing-said': 'Up to {at} nothing had been said that the rule looks at.',
    'no-rule': 'At {at} the release in force did not have this rule.',
    'not-running': 'At {at} the installation was not running.',
  },
  zh: {
    fired: '规则在 {at} 触发。',
    standing: '{at} 时，规则此前触发的情况仍在持续。',
    waiting: '{at} 时规则还没有触发：仍在计时。',
    awaiting: '{at} 时前一步已经发生，规则正在等待后一步。',
    counting: '{at} 时发生的次数还不够。',
    cooling: '{at} 时条件成立，但规则刚触发过，处于静默期。',
    muted: '{at} 时规则本应触发，但已被静音。',
    passed: '{at} 时条件成立，但后续没有按规则要求发生。',
    unmet: '{at} 时规则没有触发：条件不成立。',
    unknown: '{at} 时规则没有触发：无法判断条件是否成立。',
    'outside-schedule': '{at} 不在规则的生效时段内，规则没有判断。',
    suspended: '{at} 时规则因出错已被暂停。',
    'nothing-said': '到 {at} 为止，还没有收到规则要看的任何数据。',
    'no-rule': '{at} 时生效的版本里没有这条规则。',
    'not-running': '{at} 时该场景没有运行。',
  },
}

const timers: Readonly<Record<'zh' | 'en', Readonly<Record<RunningTimer['kind'], string>>>> = {
  en: {
    for: 'The condition has held since {since}; held until then, it fires {due}.',
    absent: 'Nothing has come since {since}; if that goes on, it fires {due}.',
    clear: 'What ends it has held since {since}; it is over {due}.',
    followedBy: 'Since {since} it waits for what has to follow; the wait is over {due}.',
    notFollowedBy: 'Since {since} it waits whether something follows; if nothing does, it fires {due}.',
    cooldown: 'It fired at {since} and keeps silent; that ends {due}.',
  },
  zh: {
    for: '条件自 {since} 起成立，持续到 {due} 就会触发。',
    absent: '自 {since} 起没有新的数据，到 {due} 仍没有就会触发。',
    clear: '解除条件自 {since} 起成立，{due} 解除。',
    followedBy: '自 {since} 起等待后一步，等到 {due} 为止。',
    notFollowedBy: '自 {since} 起观察后一步是否发生，到 {due} 仍没有就会触发。',
    cooldown: '{since} 触发过，静默到 {due}。',
  },
}

const functions: Readonly<Record<string, string>> = {
  min: '最小值',
  max: '最大值',
  mean: '平均值',
  sum: '合计',
  last: '最新值',
  count: '次数',
  change: '变化量',
}

function settingsOf(readings: readonly Reading[]): ReadonlyMap<string, Json> {
  return new Map(readings.filter(({ kind }) => kind === 'setting').map(({ name, value }) => [name, value]))
}

function text(value: Json): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? round(value) : JSON.stringify(value)
}

function round(value: number): string {
  return String(Number(value.toFixed(3)))
}

const units = [
  [86_400_000, '天', 'd'],
  [3_600_000, '小时', 'h'],
  [60_000, '分钟', 'min'],
  [1_000, '秒', 's'],
] as const

function lengthText(length: number, language: 'zh' | 'en'): string {
  const [size, zh, en] = units.find(([one]) => length >= one && length % one === 0) ?? units[3]
  return `${length / size} ${language === 'zh' ? zh : en}`
}
