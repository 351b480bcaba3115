import type { ObservationRecord } from '../log.ts'
import type { View } from '../program/compiled-rule.ts'
import { aim, holds } from './aim.ts'
import { blank, type Episode, idle, type Memory, rest, type Seat } from './episode.ts'
import type { Facts } from './facts.ts'
import { count, occur } from './occur.ts'
import { addSample, nextShown } from './panes.ts'
import type { Stage } from './stage.ts'

/** Looks at a level condition at the end of an instant. */
export function judgeLevel(
  stage: Stage,
  view: View,
  facts: Facts,
  at: number,
  cause: ObservationRecord | null,
): void {
  const before = facts.episodes[view.rule.column]
  aim(stage.frame, facts, at, null, before?.memory)
  const held = heldNow(stage, view, at)
  if (before === undefined && held !== true && !view.looks) return
  const after = follow(stage, view, facts, before, held, at, cause)
  stage.put(view, facts, before, view.looks ? watched(stage, view, facts, at, after) : after)
}

/** Whether the condition holds; outside its schedule it does not. */
export function heldNow(stage: Stage, view: View, at: number): boolean | undefined {
  const { schedule } = view.rule
  return schedule === null || schedule.inside(at) ? holds(view.test, stage.frame) : false
}

/** Unknown stops a pending `for`, but does not end what has fired. */
function follow(
  stage: Stage,
  view: View,
  facts: Facts,
  before: Episode | undefined,
  held: boolean | undefined,
  at: number,
  cause: ObservationRecord | null,
): Episode | undefined {
  const running = before !== undefined && before.since !== null
  if (held === true) {
    if (!running) return begin(stage, view, facts, before?.memory ?? blank, at, cause)
    return before.clearing === null ? before : { ...before, clearing: null, due: Infinity }
  }
  if (!running) return before
  if (before.fired) return clear(stage, view, facts, facts, before, held, at)
  return rest(view.rule, before.memory, at)
}

function begin(
  stage: Stage,
  view: View,
  seat: Seat,
  memory: Memory,
  at: number,
  cause: ObservationRecord | null,
): Episode {
  const { hold } = view.rule
  const running = { ...idle, since: at, onset: at, memory, cause }
  return hold > 0 ? { ...running, due: at + hold } : fired(stage, view, seat, running, at)
}

/** The condition held long enough. The episode counts as fired, whether the rule asks for something or not. */
function fired(stage: Stage, view: View, seat: Seat, running: Episode, at: number): Episode {
  const { onset, cause } = running
  const outcome = occur(stage, view, seat.key, running.memory, { onset, mark: '', at, cause })
  return { ...running, ...outcome, due: Infinity, fired: true }
}

/** Whether what has fired is over: at once, or when what clears it has held long enough. */
function clear(
  stage: Stage,
  view: View,
  facts: Facts,
  seat: Seat,
  before: Episode,
  held: boolean | undefined,
  at: number,
): Episode | undefined {
  const { rule } = view
  const clears =
    view.clears === null ? (held === undefined ? undefined : !held) : holds(view.clears, stage.frame)
  if (clears !== true) return before.clearing === null ? before : { ...before, clearing: null, due: Infinity }
  if (rule.clear === null || rule.clear.hold === 0) return end(stage, view, facts, seat, before, at)
  return before.clearing === null ? { ...before, clearing: at, due: at + rule.clear.hold } : before
}

/** An episode is over; rules that say when tell so. */
function end(
  stage: Stage,
  view: View,
  facts: Facts,
  seat: Seat,
  before: Episode,
  at: number,
): Episode | undefined {
  if (view.rule.clear !== null && before.revision > 0) {
    aim(stage.frame, facts, at, before.cause, before.memory)
    stage.takeBack(view, seat.key, before, 'cleared')
  }
  return rest(view.rule, before.memory, at)
}

/** The episode with the moment at which its condition may change although nothing is said. */
export function watched(
  stage: Stage,
  view: View,
  facts: Facts,
  at: number,
  after: Episode | undefined,
): Episode | undefined {
  let look = Infinity
  for (const { slot, freshFor } of view.fresh) {
    const stale = (facts.latest[slot]?.time ?? -Infinity) + freshFor + 1
    if (stale > at && stale < look) look = stale
  }
  const windows = after?.memory.windows
  view.rule.windows.forEach((window, index) => {
    look = Math.min(look, windows ? nextShown(window, windows[index] ?? [], at) : Infinity)
  })
  const { schedule } = view.rule
  if (schedule !== null) {
    const opens = schedule.next(at)
    if (
      opens < look &&
      (schedule.inside(at) ? after?.since != null : couldHold(stage, view, facts, at, after))
    )
      look = opens
  }
  if (after === undefined) return look === Infinity ? undefined : { ...idle, look }
  return after.look === look ? after : { ...after, look }
}

/** Whether the condition might hold once the schedule allows it. */
function couldHold(stage: Stage, view: View, facts: Facts, at: number, after: Episode | undefined): boolean {
  aim(stage.frame, facts, at, null, after?.memory)
  return holds(view.test, stage.frame) !== false
}

/** Adds a report to the windows of a rule. */
export function judgeSample(
  stage: Stage,
  view: View,
  seat: Seat,
  { value, time }: ObservationRecord,
  slot: number,
): void {
  if (typeof value !== 'number') return
  const before = seat.episodes[view.rule.column]
  const memory = before?.memory ?? blank
  const windows = view.rule.windows.map((window, index) => {
    const panes = memory.windows?.[index] ?? []
    return view.samples[index] === slot ? addSample(window, panes, value, time) : panes
  })
  const after = { ...(before ?? idle), memory: { ...memory, windows } }
  stage.put(view, seat, before, view.rule.kind === 'level' ? after : expiring(view, after, time))
}

/** Rules on events look at their windows only when something happens; what they no longer show is forgotten. */
function expiring(view: View, after: Episode, at: number): Episode {
  let look = Infinity
  view.rule.windows.forEach((window, index) => {
    look = Math.min(look, nextShown(window, after.memory.windows?.[index] ?? [], at))
  })
  return { ...after, look }
}

/** Looks at something a device said as a moment. While it does, the condition sees this very report, not a later one. */
export function judgeMoment(
  stage: Stage,
  view: View,
  facts: Facts,
  seat: Seat,
  observation: ObservationRecord,
  slot: number,
): void {
  const before = seat.episodes[view.rule.column]
  aim(stage.frame, facts, observation.time, observation, before?.memory)
  const shown = facts.latest[slot]
  facts.latest[slot] = observation
  const { kind, schedule } = view.rule
  const counts = kind === 'absence' || schedule === null || schedule.inside(observation.time)
  if (counts && holds(view.test, stage.frame) === true)
    stage.put(view, seat, before, happened(stage, view, facts, seat, before, observation))
  facts.latest[slot] = shown
}

function happened(
  stage: Stage,
  view: View,
  facts: Facts,
  seat: Seat,
  before: Episode | undefined,
  cause: ObservationRecord,
): Episode | undefined {
  const { rule } = view
  const { time, source, id } = cause
  const memory = before?.memory ?? blank
  if (rule.kind === 'absence') {
    if (before?.fired) end(stage, view, facts, seat, before, time)
    const look = before?.look ?? Infinity
    return {
      ...idle,
      since: time,
      onset: time,
      due: stage.elapsed(source, time, rule.silence),
      look,
      memory,
      cause,
    }
  }
  const outcome = occur(stage, view, seat.key, memory, { onset: time, mark: id, at: time, cause })
  return withLook(rest(rule, outcome.memory, time), before)
}

/** Between episodes a moment at which the condition may change is all that is left, and it must be. */
function withLook(after: Episode | undefined, before: Episode | undefined): Episode | undefined {
  const look = before?.look ?? Infinity
  if (look === Infinity) return after
  if (after === undefined) return { ...idle, look }
  return after.look === look ? after : { ...after, look }
}

/** Looks at something a device said as what has to follow, or must not follow. */
export function judgeStep(
  stage: Stage,
  view: View,
  facts: Facts,
  seat: Seat,
  observation: ObservationRecord,
  slot: number,
): void {
  const before = seat.episodes[view.rule.column]
  const awaited = before?.memory.awaited
  const { sequence } = view.rule
  if (!before || !awaited || !sequence || !view.follows || observation.time <= awaited.at) return
  if (sequence.kind === 'followedBy' && observation.time - awaited.at > sequence.within) return
  aim(stage.frame, facts, observation.time, observation, before.memory)
  const shown = facts.latest[slot]
  facts.latest[slot] = observation
  if (holds(view.follows, stage.frame) === true) {
    let memory: Memory = { ...before.memory, awaited: null }
    if (sequence.kind === 'followedBy')
      memory = count(stage, view, seat.key, memory, {
        ...awaited,
        at: observation.time,
        cause: observation,
      }).memory
    stage.put(view, seat, before, remembered(view, before, memory, observation.time))
  }
  facts.latest[slot] = shown
}

/** The episode with another memory; between episodes it may be nothing at all. */
function remembered(view: View, before: Episode, memory: Memory, at: number): Episode | undefined {
  return before.since === null ? withLook(rest(view.rule, memory, at), before) : { ...before, memory }
}

/** What the timer of an episode does when it is due. */
export function judgeTimer(stage: Stage, view: View, facts: Facts, seat: Seat, at: number): void {
  const before = seat.episodes[view.rule.column]
  if (before === undefined || (before.due !== at && before.look !== at)) return
  const after = before.due === at ? due(stage, view, facts, seat, before, at) : before
  stage.put(view, seat, before, looksAfter(stage, view, facts, at, after))
}

/** What the timer of a sequence does when its wait is over. */
export function judgeWait(stage: Stage, view: View, facts: Facts, seat: Seat, at: number): void {
  const before = seat.episodes[view.rule.column]
  if (before?.memory.awaited?.due !== at) return
  stage.put(
    view,
    seat,
    before,
    looksAfter(stage, view, facts, at, waited(stage, view, facts, seat, before, at)),
  )
}

function looksAfter(
  stage: Stage,
  view: View,
  facts: Facts,
  at: number,
  after: Episode | undefined,
): Episode | undefined {
  if (view.rule.kind === 'level') return view.looks ? watched(stage, view, facts, at, after) : after
  return after && after.look <= at ? looked(view, after, at) : after
}

/** Windows of rules on events that show nothing any more are dropped. */
function looked(view: View, after: Episode, at: number): Episode | undefined {
  const next = expiring(view, after, at)
  if (next.look !== Infinity) return next
  const memory = { ...after.memory, windows: null }
  return after.since === null ? rest(view.rule, memory, at) : { ...after, look: Infinity, memory }
}

function due(
  stage: Stage,
  view: View,
  facts: Facts,
  seat: Seat,
  before: Episode,
  at: number,
): Episode | undefined {
  const { rule } = view
  if (before.since === null) return forgotten(before)
  if (before.fired) {
    aim(stage.frame, facts, at, null, before.memory)
    return end(stage, view, facts, seat, before, at)
  }
  if (rule.kind === 'absence' && before.cause) {
    const wait = stage.elapsed(before.cause.source, before.since, rule.silence)
    if (wait > at) return { ...before, due: wait }
    if (rule.schedule && !rule.schedule.inside(at)) return { ...before, due: rule.schedule.nextStart(at) }
  }
  aim(stage.frame, facts, at, rule.kind === 'absence' ? before.cause : null, before.memory)
  const after = fired(stage, view, seat, before, at)
  // A key that is a field's value may never come again: what has fired is kept only if something can clear it.
  return rule.kind === 'absence' && rule.field !== null && rule.clear === null
    ? withLook(rest(rule, after.memory, at), after)
    : after
}

/** Between episodes, what was remembered for a time is over. */
function forgotten(before: Episode): Episode | undefined {
  const { awaited, windows } = before.memory
  const memory = { ...blank, awaited, windows }
  return awaited === null && windows === null && before.look === Infinity
    ? undefined
    : { ...idle, look: before.look, memory }
}

function waited(
  stage: Stage,
  view: View,
  facts: Facts,
  seat: Seat,
  before: Episode,
  at: number,
): Episode | undefined {
  const { sequence } = view.rule
  const { awaited } = before.memory
  if (sequence === null || awaited === null) return before
  let memory: Memory = { ...before.memory, awaited: null }
  if (sequence.kind === 'notFollowedBy') {
    const wait = awaited.cause ? stage.elapsed(awaited.cause.source, awaited.at, sequence.within) : at
    if (wait > at) return { ...before, memory: { ...before.memory, awaited: { ...awaited, due: wait } } }
    aim(stage.frame, facts, at, awaited.cause, before.memory)
    memory = count(stage, view, seat.key, memory, { ...awaited, at }).memory
  }
  return remembered(view, before, memory, at)
}
