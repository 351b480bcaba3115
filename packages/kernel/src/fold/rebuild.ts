import type { ObservationRecord } from '../log.ts'
import type { CompiledRule, View } from '../program/compiled-rule.ts'
import { aim, holds } from './aim.ts'
import { type Episode, idle, rest } from './episode.ts'
import type { Facts } from './facts.ts'
import { compareObservations } from './held.ts'
import { watched } from './judge.ts'
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
  key: string,
  old: CompiledRule | undefined,
  before: Episode | undefined,
  at: number,
): void {
  const same = old?.kind === view.rule.kind ? before : undefined
  const isCooling = old !== undefined && before !== undefined && at - before.cooled < old.cooldown
  const rested = isCooling ? rest(view.rule, before) : undefined
  let after = rested
  if (view.rule.kind === 'absence') after = rebuildAbsence(stage, view, facts, old, same, rested, at)
  if (view.rule.kind === 'level') {
    after = watched(view, facts, at, rebuildLevel(stage, view, facts, key, old, same, rested, at))
  }
  stage.put(view, key, undefined, after)
}

function rebuildLevel(
  stage: Stage,
  view: View,
  facts: Facts,
  key: string,
  old: CompiledRule | undefined,
  before: Episode | undefined,
  rested: Episode | undefined,
  at: number,
): Episode | undefined {
  aim(stage.frame, facts, at, null)
  const held = holds(view, stage.frame)
  const running = before !== undefined && before.since !== null
  if (running && before.fired) {
    if (held !== false) return { ...before, due: Infinity, cooled: rested?.cooled ?? -Infinity }
    if (before.revision > 0) stage.deny(view, key, before)
    return rested
  }
  if (held !== true) return rested
  const begun =
    running && old?.condition === view.rule.condition
      ? { since: before.since as number, onset: before.onset, cause: before.cause }
      : { ...standing(stage, view, facts, at), onset: at }
  const due = Math.max(at, begun.since + view.rule.hold)
  return { ...idle, ...begun, due, cooled: rested?.cooled ?? -Infinity }
}

/** Since when the condition has held, as far as the retained reports can tell. */
function standing(
  stage: Stage,
  view: View,
  facts: Facts,
  at: number,
): { readonly since: number; readonly cause: ObservationRecord | null } {
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
    aim(stage.frame, past, report.time, null)
    if (holds(view, stage.frame) !== true) begun = null
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

function rebuildAbsence(
  stage: Stage,
  view: View,
  facts: Facts,
  old: CompiledRule | undefined,
  before: Episode | undefined,
  rested: Episode | undefined,
  at: number,
): Episode | undefined {
  const kept = before?.since != null && old?.condition === view.rule.condition
  const cause = kept ? before.cause : lastAccepted(stage, view, facts)
  if (cause === null) return rested
  const cooled = rested?.cooled ?? -Infinity
  if (before?.fired && before.since === cause.time) return { ...before, due: Infinity, cooled }
  const due = Math.max(at, stage.elapsed(cause.source, cause.time, view.rule.silence))
  const onset = before?.since === cause.time ? before.onset : at
  return { ...idle, since: cause.time, onset, due, cause, cooled }
}

/** The newest retained report that the rule would have accepted. */
function lastAccepted(stage: Stage, view: View, facts: Facts): ObservationRecord | null {
  let last: ObservationRecord | null = null
  for (const slot of view.rule.field === null ? view.triggers : []) {
    const report = facts.latest[slot]
    if (!report || (last && compareObservations(report, last) < 0)) continue
    aim(stage.frame, facts, report.time, report)
    if (holds(view, stage.frame) === true) last = report
  }
  return last
}
