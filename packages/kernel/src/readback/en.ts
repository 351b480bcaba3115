import type { Aggregate, Day, Grade } from '../rule.ts'
import type { Words } from './words.ts'

const comparisons: Readonly<Record<string, string>> = {
  '<': 'is below',
  '<=': 'is at most',
  '>': 'is above',
  '>=': 'is at least',
  '==': 'is',
  '===': 'is',
  '!=': 'is not',
  '!==': 'is not',
}

const units = { ms: 'millisecond', s: 'second', m: 'minute', h: 'hour', d: 'day' } as const

const functions: Readonly<Record<Aggregate['fn'], string>> = {
  min: 'lowest',
  max: 'highest',
  mean: 'mean',
  sum: 'sum of',
  last: 'latest',
  count: 'number of reports of',
  change: 'change of',
}

const dayNames: Readonly<Record<Day, string>> = {
  mon: 'Mondays',
  tue: 'Tuesdays',
  wed: 'Wednesdays',
  thu: 'Thursdays',
  fri: 'Fridays',
  sat: 'Saturdays',
  sun: 'Sundays',
  workday: 'working days',
  restday: 'days off',
  holiday: 'public holidays',
}

const grades: Readonly<Record<Grade, string>> = { normal: 'normal', major: 'major', urgent: 'urgent' }

type Say = (parts: readonly string[]) => string
const infix =
  (sign: string): Say =>
  (parts) =>
    parts.join(` ${sign} `)
const and = (parts: readonly string[], word = 'and') =>
  parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} ${word} ${parts.at(-1)}`

const calls: Readonly<Record<string, Say>> = {
  '+': infix('+'),
  '-': (parts) => (parts.length === 1 ? `−${parts[0]}` : infix('−')(parts)),
  '*': infix('×'),
  '/': infix('÷'),
  '%': ([a, b]) => `the remainder of ${a} by ${b}`,
  min: (parts) => `the lowest of ${and(parts)}`,
  max: (parts) => `the highest of ${and(parts)}`,
  abs: ([a]) => `${a} without its sign`,
  floor: ([a]) => `${a} rounded down`,
  ceil: ([a]) => `${a} rounded up`,
  round: ([a, digits]) =>
    digits === undefined ? `${a} rounded` : `${a} rounded to ${digits} decimal${digits === '1' ? '' : 's'}`,
  cat: (parts) => `${and(parts)} in one text`,
  substr: ([a, from, length]) =>
    `${length === undefined ? 'what' : `${length} characters`} of ${a} from ${from} on`,
  merge: (parts) => `${and(parts)} in one list`,
  map: ([list, body]) => `${body} for each of ${list}`,
  filter: ([list, body]) => `those of ${list} for which ${body}`,
  reduce: ([list, body]) => `what ${list} come to by ${body}`,
  length: ([a]) => `the length of ${a}`,
  unique: ([a]) => `${a}, each once`,
  union: (parts) => `all of ${and(parts)}`,
  intersection: (parts) => `what ${and(parts)} share`,
  difference: ([a, ...rest]) => `${a} without ${and(rest)}`,
  subset: ([a, b]) => `all of ${a} is in ${b}`,
  disjoint: ([a, b]) => `${a} and ${b} share nothing`,
  now: () => 'now',
  timestamp: ([a]) => `${a}`,
  time_of_day: ([a]) => (a === undefined ? 'the time of day' : `the time of day of ${a}`),
  distance: ([a, b]) => `the distance in metres from ${a} to ${b}`,
  matches: ([a, pattern]) => `${a} matches ${pattern}`,
  log: ([a]) => `${a}`,
  '!!': ([a]) => `${a}`,
}

const bare = (name: string) => name.replace(/^the /, '')
const upper = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1)

/** The phrases of English. */
export const en: Words = {
  join: (how, parts) => parts.join(` ${how} `),
  group: (part) => `(${part})`,
  quote: (text) => `"${text}"`,
  list: (parts) => and(parts),
  compare: (operator, left, right) => `${left} ${comparisons[operator]} ${right}`,
  between: (strict, low, middle, high) =>
    `${middle} is between ${low} and ${high}${strict ? ', both excluded' : ''}`,
  oneOf: (value, list, isNot) =>
    list.length === 1
      ? `${value} is ${isNot ? 'not ' : ''}${list[0]}`
      : `${value} is ${isNot ? 'none' : 'one'} of ${and(list, 'and')}`,
  contains: (text, part, isNot) => `${text} ${isNot ? 'does not contain' : 'contains'} ${part}`,
  data: (names, isThere) =>
    `there ${isThere ? 'is data' : 'is no data'} of ${and(names, isThere ? 'and' : 'or')}`,
  someData: (least, names, isEnough) =>
    `${isEnough ? 'at least' : 'fewer than'} ${least} of ${and(names)} have data`,
  truth: (name, wanted) => `${name} is ${wanted ? 'true' : 'false'}`,
  always: (wanted) => (wanted ? 'it holds' : 'it does not hold'),
  not: (part) => `it is not so that ${part}`,
  either: (condition, then, otherwise) => `if ${condition}, then ${then}, otherwise ${otherwise}`,
  items: (which, list, body) => `for ${which === 'some' ? 'at least one' : which} of ${list}, ${body}`,
  item: (path) => (path === '' ? 'it' : `its ${path}`),
  call: (operator, parts) => calls[operator]?.(parts) ?? null,
  orElse: (value, fallback) => `${value} (or ${fallback} where there is none)`,
  change: (name, length) => `the change of ${name} within ${length}`,
  aggregate: (fn, name, length, whole) =>
    `the ${functions[fn]} ${fn === 'count' ? name : bare(name)} ${fn === 'count' ? 'in' : 'of'} the last ${whole ? 'whole ' : ''}${length.replace(/^1 /, '')}`,
  setting: (label, value) => (value === null ? `"${label}"` : `"${label}" (${value})`),
  length: (amount, unit) => `${amount} ${units[unit]}${amount === 1 ? '' : 's'}`,
  lengthSetting: (label, unit) => `"${label}" in ${units[unit]}s`,
  reports: (model, name) => `${model} reports ${name}`,
  submitted: (form) => `${form} is submitted`,
  happens: (model, event) => `${model} reports "${event}"`,
  holding: (part, length) => `${part} for ${length}`,
  whenHappens: (event, condition) => (condition === null ? event : `${event} and ${condition}`),
  silence: (what, condition, length) =>
    `${what}${condition === null ? '' : ` while ${condition}`}, and then not again for ${length}`,
  counted: (part, times, length, distinct) =>
    distinct === null
      ? `${part}, ${times} times within ${length}`
      : `${part}, with ${times} different values of ${distinct} within ${length}`,
  followed: (first, then, length, isNot) =>
    `${first} and then, within ${length}, ${isNot ? 'it does not happen that ' : ''}${then}`,
  during: (schedule, part) => `${part}, ${schedule}`,
  period: (days, from, to, isNextDay) =>
    `${days === null ? 'every day' : `on ${days}`} from ${from} to ${to}${isNextDay ? ' on the next day' : ''}`,
  days: (days, calendar) =>
    `${and(days.map((day) => dayNames[day]))}${calendar === null ? '' : ` by the ${calendar}`}`,
  zone: (periods, zone) => `${periods} (${zone} time)`,
  alert: (title, grade) => `raise the alert "${title}"${grade === null ? '' : ` (${grades[grade]})`}`,
  command: (device, name, given) =>
    `send "${name}"${device === null ? '' : ` to ${device}`}${given.length === 0 ? '' : ` (${given.join(', ')})`}`,
  given: (name, value) => `${name}: ${value}`,
  nothing: 'do nothing',
  actions: (parts) => and(parts),
  pause: (key, keyName, length) => {
    const who = keyName ?? (key === 'place' ? 'place' : key === 'community' ? null : 'device')
    return `not again ${who === null ? '' : `for the same ${who} `}within ${length}`
  },
  cleared: (condition, length) =>
    `over by itself when ${condition ?? 'the condition no longer holds'}${length === null ? '' : ` for ${length}`}`,
  notes: { early: 'decided at once and corrected by late reports', muted: 'muted: nothing is sent' },
  sentence: (when, then, besides) => `${upper([`When ${when}, ${then}`, ...besides].join('; '))}.`,
}
