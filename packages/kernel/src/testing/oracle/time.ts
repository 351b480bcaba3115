import type { Aggregate, Day, Rule, Schedule } from '../../rule.ts'
import type { Said, Scene } from '../scene.ts'
import { counted, plugin } from './history.ts'
import { type Known, ms, propertyOf, type Version } from './meaning.ts'

const minute = 60_000

/** Whether a moment lies in a schedule: by the wall clock of Shanghai, eight hours ahead. */
export function inside(schedule: Schedule | undefined, time: number): boolean {
  if (schedule === undefined) return true
  const local = time + 480 * minute
  const clock = Math.floor((local % (1440 * minute)) / minute)
  const day = Math.floor(local / (1440 * minute))
  return schedule.periods.some(({ days, from, to }) => {
    const [begins, ends] = [from, to].map((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)))
    const isOn = (number: number) => days === undefined || namesOf(number).some((name) => days.includes(name))
    if ((begins ?? 0) < (ends ?? 0)) return isOn(day) && clock >= (begins ?? 0) && clock < (ends ?? 0)
    return (isOn(day) && clock >= (begins ?? 0)) || (isOn(day - 1) && clock < (ends ?? 0))
  })
}

/** What a day after 1970-01-01 is called, without a calendar. */
function namesOf(number: number): readonly Day[] {
  const name = (['thu', 'fri', 'sat', 'sun', 'mon', 'tue', 'wed'] as const)[(number + 7) % 7] ?? 'thu'
  return [name, name === 'sat' || name === 'sun' ? 'restday' : 'workday']
}

/** The first whole minute after a moment that lies in the schedule. */
export function nextInside(schedule: Schedule, time: number, end: number): number {
  for (let at = (Math.floor(time / minute) + 1) * minute; at < end; at += minute)
    if (inside(schedule, at)) return at
  return Infinity
}

/** All windows of a rule by the names they are read by. */
export function windowsOf({ change, aggregate = {} }: Rule): Readonly<Record<string, Aggregate>> {
  const named = Object.entries(aggregate).map(([name, spec]) => [`aggregate.${name}`, spec] as const)
  return Object.fromEntries([
    ...(change
      ? [['change', { of: change.of, fn: 'change', over: change.within } satisfies Aggregate] as const]
      : []),
    ...named,
  ])
}

/** How long a pane is, and how many a window shows. */
export function panesOf(
  { over, window }: Aggregate,
  { program }: Version,
): { readonly pane: number; readonly panes: number } {
  const length = ms(over, program)
  if (window === 'tumbling') return { pane: length, panes: 1 }
  const pane = Math.max(1, Math.ceil(length / 60))
  return { pane, panes: Math.ceil(length / pane) }
}

/** Numbers that a window of a key was given, from a moment on, up to another. */
export function samples(
  { of }: Aggregate,
  { rule }: Version,
  key: string,
  from: number,
  until: number,
  scene: Scene,
): Said[] {
  const [model, property] = propertyOf(of)
  const given = scene.said.filter(
    (one) =>
      one.model === `${plugin}/${model}` &&
      one.name === property &&
      typeof one.value === 'number' &&
      one.time >= from &&
      one.time <= until &&
      counted(one, scene) &&
      (rule.key === 'community' || (rule.key === 'place' ? one.place : one.device) === key),
  )
  return [...new Map(given.map((one) => [one.id, one])).values()].sort(
    (a, b) => a.time - b.time || a.seq - b.seq || (a.id < b.id ? -1 : 1),
  )
}

/** What a window shows at a moment, computed from everything it was ever given. */
export function shown(spec: Aggregate, version: Version, given: readonly Said[], now: number): Known {
  const { pane, panes } = panesOf(spec, version)
  const last = Math.floor(now / pane) - (spec.window === 'tumbling' ? 1 : 0)
  const seen = given.filter(
    ({ time }) => Math.floor(time / pane) <= last && Math.floor(time / pane) > last - panes,
  )
  const numbers = seen.map(({ value }) => value as number)
  if (spec.fn === 'count') return numbers.length
  if (numbers.length === 0) return undefined
  const sum = numbers.reduce((total, one) => total + one, 0)
  switch (spec.fn) {
    case 'min':
      return Math.min(...numbers)
    case 'max':
      return Math.max(...numbers)
    case 'sum':
      return sum
    case 'mean':
      return sum / numbers.length
    case 'last':
      return numbers.at(-1)
    case 'change':
      return (numbers.at(-1) as number) - (numbers[0] as number)
  }
}

/** Moments at which something may change although nothing is said: schedules, and reports that leave windows. */
export function quietPoints(version: Version, said: readonly Said[], end: number): number[] {
  const { rule } = version
  const points: number[] = []
  if (rule.schedule) for (let at = 0; at < end; at += minute) points.push(at)
  for (const spec of Object.values(windowsOf(rule))) {
    const { pane, panes } = panesOf(spec, version)
    const [, property] = propertyOf(spec.of)
    for (const { time, name } of said)
      if (name === property)
        for (const later of spec.window === 'tumbling' ? [1, 2] : [panes])
          points.push((Math.floor(time / pane) + later) * pane)
  }
  return points
}

/** The first moment with `length` of connected time behind it: tried at every moment it could be. */
export function waited(cause: Said, since: number, length: number, { outages }: Scene): number {
  const own = outages.filter(({ source }) => source === cause.source)
  const away = (to: number) =>
    own.reduce((sum, one) => sum + Math.max(0, Math.min(to, one.to) - Math.max(since, one.from)), 0)
  const candidates = subsetSums(own.map((one) => one.to - Math.max(one.from, since))).map(
    (lost) => since + length + lost,
  )
  return Math.min(...candidates.filter((due) => due - since - away(due) === length))
}

/** Every sum that some of the numbers make. */
function subsetSums(numbers: readonly number[]): number[] {
  let sums = [0]
  for (const one of numbers) if (one > 0) sums = sums.flatMap((sum) => [sum, sum + one])
  return sums
}
