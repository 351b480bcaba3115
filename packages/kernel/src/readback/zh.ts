import type { Aggregate, Day, Grade } from '../rule.ts'
import type { Words } from './words.ts'

const comparisons: Readonly<Record<string, string>> = {
  '<': '低于',
  '<=': '不超过',
  '>': '超过',
  '>=': '不低于',
  '==': '为',
  '===': '为',
  '!=': '不为',
  '!==': '不为',
}

const units = { ms: '毫秒', s: '秒', m: '分钟', h: '小时', d: '天' } as const

const functions: Readonly<Record<Aggregate['fn'], string>> = {
  min: '最小值',
  max: '最大值',
  mean: '平均值',
  sum: '总和',
  last: '最近一次的值',
  count: '上报次数',
  change: '变化量',
}

const dayNames: Readonly<Record<Day, string>> = {
  mon: '周一',
  tue: '周二',
  wed: '周三',
  thu: '周四',
  fri: '周五',
  sat: '周六',
  sun: '周日',
  workday: '工作日',
  restday: '休息日',
  holiday: '法定节假日',
}

const grades: Readonly<Record<Grade, string>> = { normal: '一般', major: '较大', urgent: '紧急' }

type Say = (parts: readonly string[]) => string
const infix =
  (sign: string): Say =>
  (parts) =>
    parts.join(` ${sign} `)

const calls: Readonly<Record<string, Say>> = {
  '+': infix('+'),
  '-': (parts) => (parts.length === 1 ? `−${parts[0]}` : infix('−')(parts)),
  '*': infix('×'),
  '/': infix('÷'),
  '%': ([a, b]) => `${a}除以 ${b} 的余数`,
  min: (parts) => `${parts.join('、')}中的最小值`,
  max: (parts) => `${parts.join('、')}中的最大值`,
  abs: ([a]) => `${a}的绝对值`,
  floor: ([a]) => `${a}向下取整`,
  ceil: ([a]) => `${a}向上取整`,
  round: ([a, digits]) => (digits === undefined ? `${a}四舍五入` : `${a}四舍五入到 ${digits} 位小数`),
  cat: (parts) => `${parts.join('与')}连成的文本`,
  substr: ([a, from, length]) =>
    `${a}从第 ${from} 位起的${length === undefined ? '部分' : ` ${length} 个字`}`,
  merge: (parts) => `${parts.join('、')}合成的列表`,
  map: ([list, body]) => `${list}各项的${body}`,
  filter: ([list, body]) => `${list}中符合（${body}）的各项`,
  reduce: ([list, body]) => `${list}逐项按（${body}）累计的值`,
  length: ([a]) => `${a}的个数`,
  unique: ([a]) => `${a}去重后的列表`,
  union: (parts) => `${parts.join('与')}的并集`,
  intersection: (parts) => `${parts.join('与')}的交集`,
  difference: ([a, ...rest]) => `${a}去掉${rest.join('和')}后的各项`,
  subset: ([a, b]) => `${a}都在${b}中`,
  disjoint: ([a, b]) => `${a}与${b}没有共同项`,
  now: () => '此刻',
  timestamp: ([a]) => `${a}`,
  time_of_day: ([a]) => (a === undefined ? '此刻的钟点' : `${a}的钟点`),
  distance: ([a, b]) => `${a}到${b}的距离（米）`,
  matches: ([a, pattern]) => `${a}符合模式${pattern}`,
  log: ([a]) => `${a}`,
  '!!': ([a]) => `${a}`,
}

/** The phrases of Chinese. */
export const zh: Words = {
  join: (how, parts) => parts.join(how === 'and' ? '，且' : '，或'),
  group: (part) => `（${part}）`,
  quote: (text) => `“${text}”`,
  list: (parts) => parts.join('、'),
  compare: (operator, left, right) => `${left}${comparisons[operator]}${right}`,
  between: (strict, low, middle, high) => `${middle}在 ${low} 与 ${high} 之间${strict ? '（不含两端）' : ''}`,
  oneOf: (value, list, isNot) =>
    `${value}${isNot ? '不是' : '是'}${list.join('、')}${list.length > 1 ? (isNot ? '中的任何一个' : '之一') : ''}`,
  contains: (text, part, isNot) => `${text}${isNot ? '不含' : '含'}${part}`,
  data: (names, isThere) => `${isThere ? '有' : '没有'}${names.join('、')}的数据`,
  someData: (least, names, isEnough) =>
    `${names.join('、')}中${isEnough ? '至少有' : '不足'} ${least} 项有数据`,
  truth: (name, wanted) => `${name}为${wanted ? '是' : '否'}`,
  always: (wanted) => (wanted ? '成立' : '不成立'),
  not: (part) => `并非（${part}）`,
  either: (condition, then, otherwise) => `若${condition}则${then}，否则${otherwise}`,
  items: (which, list, body) =>
    which === 'all'
      ? `${list}的每一项都符合（${body}）`
      : `${list}中${which === 'some' ? '有' : '没有'}一项符合（${body}）`,
  item: (path) => (path === '' ? '该项' : `该项的${path}`),
  call: (operator, parts) => calls[operator]?.(parts) ?? null,
  orElse: (value, fallback) => `${value}（没有时取 ${fallback}）`,
  change: (name, length) => `${name}在 ${length}内的变化`,
  aggregate: (fn, name, length, whole) => `${whole ? '上一个' : '最近'} ${length}${name}的${functions[fn]}`,
  setting: (label, value) => (value === null ? `“${label}”` : `“${label}”（${value}）`),
  length: (amount, unit) => `${amount} ${units[unit]}`,
  lengthSetting: (label, unit) => `“${label}”所设的${units[unit]}数`,
  reports: (model, name) => `${model}上报${name}`,
  submitted: (form) => `提交${form}`,
  happens: (model, event) => `${model}上报“${event}”`,
  holding: (part, length) => `${part}${part.includes('，') ? '，持续' : ''}满 ${length}`,
  whenHappens: (event, condition) => (condition === null ? event : `${event}，且${condition}`),
  silence: (what, condition, length) =>
    condition === null
      ? `${what}后，${length}没有再上报`
      : `${what}，且${condition}，之后 ${length}没有再这样上报`,
  counted: (part, times, length, distinct) =>
    distinct === null
      ? `${part}，${length}内达到 ${times} 次`
      : `${part}，${length}内出现 ${times} 个不同的${distinct}`,
  followed: (first, then, length, isNot) => `${first}，之后 ${length}内${isNot ? '没有' : ''}${then}`,
  during: (schedule, part) => `${schedule}，${part}`,
  period: (days, from, to, isNextDay) =>
    `${days === null ? '每天' : days} ${from} 至${isNextDay ? '次日' : ''} ${to}`,
  days: (days, calendar) =>
    `${days.map((day) => dayNames[day]).join('、')}${calendar === null ? '' : `（按${calendar}）`}`,
  zone: (periods, zone) => `${periods}（${zone} 时间）`,
  alert: (title, grade) => `告警“${title}”${grade === null ? '' : `（${grades[grade]}）`}`,
  command: (device, name, given) =>
    `${device === null ? '' : `向${device}`}下发“${name}”${given.length === 0 ? '' : `（${given.join('，')}）`}`,
  given: (name, value) => `${name}：${value}`,
  nothing: '不做任何动作',
  actions: (parts) => parts.join('，并'),
  pause: (key, keyName, length) => {
    const who = keyName ?? (key === 'place' ? '空间' : key === 'community' ? null : '设备')
    return `${who === null ? '' : `同一${who} `}${length}内不重复`
  },
  cleared: (condition, length) =>
    `${condition === null ? '条件不再成立' : condition}${length === null ? '' : `，持续 ${length}`}后自动解除`,
  notes: { early: '先行判断，迟到的数据会更正结果', muted: '已静音，不发出动作' },
  sentence: (when, then, besides) =>
    spaced(`${[`${when}${/时$/.test(when) ? '' : '时'}，${then}`, ...besides].join('；')}。`),
}

/** A space between Chinese and Latin letters or digits, and none beside Chinese punctuation. */
function spaced(text: string): string {
  return text
    .replace(/([\p{Script=Han}])([A-Za-z0-9−-])/gu, '$1 $2')
    .replace(/([A-Za-z0-9%°℃])([\p{Script=Han}])/gu, '$1 $2')
    .replace(/ *([“”（），；。、：]) */gu, '$1')
}
