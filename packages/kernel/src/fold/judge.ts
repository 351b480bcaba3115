import type { ObservationRecord } from '../log.ts'
import type { View } from '../program/compiled-rule.ts'
import { aim, holds } from './aim.ts'
import { type Episode, idle, isCooling, rest } from './episode.ts'
import type { Facts } from './facts.ts'
import type { Stage } from './stage.ts'

/** Looks at a level condition at the end of an instant. */
export function judgeLevel(
  stage: Stage,
  view: View,
  facts: Facts,
  key: string,
  at: number,
  cause: ObservationRecord | null,
): void {
  aim(stage.frame, facts, at, null)
  const held = holds(view, stage.frame)
  const before = stage.get(view, key)
  if (before === undefined && held !== true && view.fresh.length === 0) return
  const after = follow(stage, view, key, before, held, at, cause)
  stage.put(view, key, before, view.fresh.length === 0 ? after : watched(view, facts, at, after))
}

/** Unknown stops a pending `for`, but does not end what has fired. */
function follow(
  stage: Stage,
  view: View,
  key: string,
  before: Episode | undefined,
  held: boolean | undefined,
  at: number,
  cause: ObservationRecord | null,
): Episode | undefined {
  const running = before !== undefined && before.since !== null
  if (held === true) return running ? before : begin(stage, view, key, before ?? idle, at, cause)
  if (!running || (held === undefined && before.fired)) return before
  return rest(view.rule, before)
}

function begin(
  stage: Stage,
  view: View,
  key: string,
  before: Episode,
  at: number,
  cause: ObservationRecord | null,
): Episode {
  const { hold } = view.rule
  const running = { ...idle, since: at, onset: at, cooled: before.cooled, cause }
  return hold > 0 ? { ...running, due: at + hold } : fired(stage, view, key, running, at)
}

/** Fires unless the rule is still cooling down; the episode counts as fired either way. */
function fired(stage: Stage, view: View, key: string, running: Episode, at: number): Episode {
  const done = { ...running, due: Infinity, fired: true }
  if (isCooling(view.rule, running.cooled, at)) return done
  const firing = { onset: running.onset, mark: '', at, cause: running.cause }
  const cooled = view.rule.cooldown > 0 ? at : -Infinity
  return { ...done, cooled, revision: stage.fire(view, key, firing) }
}

/** The episode with the moment at which a value that the condition reads goes out of date. */
export function watched(
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
  if (after === undefined) return look === Infinity ? undefined : { ...idle, look }
  return after.look === look ? after : { ...after, look }
}

/** Looks at something a device said as a moment. While it does, the condition sees this very report, not a later one. */
export function judgeMoment(
  stage: Stage,
  view: View,
  facts: Facts,
  key: string,
  observation: ObservationRecord,
  slot: number,
): void {
  aim(stage.frame, facts, observation.time, observation)
  const shown = facts.latest[slot]
  facts.latest[slot] = observation
  if (holds(view, stage.frame) === true) {
    const before = stage.get(view, key)
    stage.put(view, key, before, happened(stage, view, key, before, observation))
  }
  facts.latest[slot] = shown
}

function happened(
  stage: Stage,
  view: View,
  key: string,
  before: Episode | undefined,
  cause: ObservationRecord,
): Episode | undefined {
  const { rule } = view
  const cooled = before?.cooled ?? -Infinity
  const { time, source, id } = cause
  if (rule.kind === 'absence')
    return {
      ...idle,
      since: time,
      onset: time,
      due: stage.elapsed(source, time, rule.silence),
      cooled,
      cause,
    }
  if (isCooling(rule, cooled, time)) return before
  stage.fire(view, key, { onset: time, mark: id, at: time, cause })
  return rule.cooldown === 0 ? undefined : { ...idle, cooled: time, due: time + rule.cooldown }
}

/** What a timer does when it is due: fires a running episode, or forgets one that is over. */
export function judgeTimer(stage: Stage, view: View, facts: Facts, key: string, at: number): void {
  const before = stage.get(view, key)
  if (before === undefined || before.due !== at) return
  stage.put(view, key, before, due(stage, view, facts, key, before, at))
}

function due(
  stage: Stage,
  view: View,
  facts: Facts,
  key: string,
  before: Episode,
  at: number,
): Episode | undefined {
  const { rule } = view
  if (before.since === null) return before.look === Infinity ? undefined : { ...idle, look: before.look }
  if (rule.kind === 'absence' && before.cause) {
    const wait = stage.elapsed(before.cause.source, before.since, rule.silence)
    if (wait > at) return { ...before, due: wait }
  }
  aim(stage.frame, facts, at, rule.kind === 'absence' ? before.cause : null)
  const after = fired(stage, view, key, before, at)
  // A key that is a field's value may never come again: what has fired is not kept for it.
  return rule.kind === 'absence' && rule.field !== null ? rest(rule, after) : after
}
