import type { ObservationRecord } from '../log.ts'
import type { CompiledRule, View } from '../program/compiled-rule.ts'
import { aim, holds } from './aim.ts'
import { blank, type Episode, idle, isCooling, type Memory, rest, type Seat } from './episode.ts'
import type { Facts } from './facts.ts'
import { compareObservations } from './held.ts'
import { heldNow, watched } from './judge.ts'
import type { Stage } from './stage.ts'

/**
 * The state of a rule that a release changed, from its state before and from what the fold retains: the latest
 * reports. Nothing is fired for the past; what still stands at `at` and has not been told falls due then, under an id
 * of its own. A running episode keeps its id while the new version agrees; one that has fired ends by the release
 * where it denies.
 */
export function rebuild(
  stage: Stage,
  view: View,
  facts: Facts,
  seat: Seat,
  old: CompiledRule | undefined,
  before: Episode | undefined,
  at: number,
): void {
  const { rule } = view
  const change: Change = {
    stage,
    view,
    facts,
    seat,
    at,
    before: old?.kind === rule.kind ? before : undefined,
    sameCondition: old?.condition === rule.condition,
    memory: kept(rule, old, before, at),
  }
  let after = rest(rule, change.memory, at)
  if (rule.kind === 'absence') after = rebuildAbsence(change)
  if (rule.kind === 'level') after = watched(stage, view, facts, at, rebuildLevel(change))
  else if (after && after.memory.windows !== null) after = { ...after, look: at + 1 }
  stage.put(view, seat, undefined, after)
}

interface Change {
  readonly stage: Stage
  readonly view: View
  readonly facts: Facts
  readonly seat: Seat
  readonly at: number
  /** The state before, where the rule was of the same kind. */
  readonly before: Episode | undefined
  readonly sameCondition: boolean
  /** What is still remembered. */
  readonly memory: Memory
}

/** A cooldown that runs goes on; windows on the same reports are kept; counting and waiting begin anew. */
function kept(
  rule: CompiledRule,
  old: CompiledRule | undefined,
  before: Episode | undefined,
  at: number,
): Memory {
  if (old === undefined || before === undefined) return blank
  const { memory } = before
  if (old.signature === rule.signature) return memory
  const cooled = isCooling(old, memory, at) && rule.cooldown > 0 ? memory.cooled : -Infinity
  const windows = old.windowsText === rule.windowsText ? memory.windows : null
  return cooled === -Infinity && windows === null ? blank : { ...blank, cooled, windows }
}

function rebuildLevel({
  stage,
  view,
  facts,
  seat,
  at,
  before,
  sameCondition,
  memory,
}: Change): Episode | undefined {
  aim(stage.frame, facts, at, null, memory)
  const held = heldNow(stage, view, at)
  const running = before !== undefined && before.since !== null
  if (running && before.fired) {
    if (!denies(stage, view, held)) return { ...before, due: Infinity, clearing: null, memory }
    if (before.revision > 0) stage.takeBack(view, seat.key, before, `release ${view.rule.release}`)
    return rest(view.rule, memory, at)
  }
  if (held !== true) return rest(view.rule, memory, at)
  const begun =
    running && sameCondition
      ? { since: before.since as number, onset: before.onset, cause: before.cause }
      : { ...standing(stage, view, facts, memory, at), onset: at }
  return { ...idle, ...begun, due: Math.max(at, begun.since + view.rule.hold), memory }
}

/** Whether the new version of a rule says that what has fired is over. */
function denies(stage: Stage, view: View, held: boolean | undefined): boolean {
  return view.clears === null ? held === false : held !== true && holds(view.clears, stage.frame) === true
}

/** Since when the condition has held, as far as the retained reports can tell. */
function standing(
  stage: Stage,
  view: View,
  facts: Facts,
  memory: Memory,
  at: number,
): { readonly since: number; readonly cause: ObservationRecord | null } {
  // What windows showed in the past is not retained.
  if (view.rule.windows.length > 0) return { since: at, cause: null }
  const reports = view.reads.flatMap((slot) => {
    const report = facts.latest[slot]
    return report ? [{ slot, report }] : []
  })
  reports.sort((a, b) => compareObservations(a.report, b.report))
  const past: Facts = { ...facts, latest: facts.latest.map(() => undefined) }
  let begun: { since: number; cause: ObservationRecord | null } | null = null
  reports.forEach(({ slot, report }, index) => {
    past.latest[slot] = report
    if (reports[index + 1]?.report.time === report.time) return
    aim(stage.frame, past, report.time, null, memory)
    if (heldNow(stage, view, report.time) !== true) begun = null
    else begun ??= { since: report.time, cause: firstAt(reports, report.time) }
  })
  return begun ?? { since: at, cause: null }
}

function firstAt(
  reports: readonly { readonly report: ObservationRecord }[],
  time: number,
): ObservationRecord | null {
  return reports.find(({ report }) => report.time === time)?.report ?? null
}

function rebuildAbsence({
  stage,
  view,
  facts,
  at,
  before,
  sameCondition,
  memory,
}: Change): Episode | undefined {
  const running = before?.since != null && sameCondition
  const cause = running ? before.cause : lastAccepted(stage, view, facts, memory)
  if (cause === null) return rest(view.rule, memory, at)
  if (before?.fired && before.since === cause.time) return { ...before, due: Infinity, memory }
  const due = Math.max(at, stage.elapsed(cause.source, cause.time, view.rule.silence))
  const onset = before?.since === cause.time ? before.onset : at
  return { ...idle, since: cause.time, onset, due, cause, memory }
}

/** The newest retained report that the rule would have accepted. */
function lastAccepted(stage: Stage, view: View, facts: Facts, memory: Memory): ObservationRecord | null {
  let last: ObservationRecord | null = null
  for (const slot of view.rule.field === null ? view.triggers : []) {
    const report = facts.latest[slot]
    if (!report || (last && compareObservations(report, last) < 0)) continue
    aim(stage.frame, facts, report.time, report, memory)
    if (holds(view.test, stage.frame) === true) last = report
  }
  return last
}
