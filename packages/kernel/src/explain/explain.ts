import type { Episode } from '../fold/episode.ts'
import type { LogRecord, ObservationRecord } from '../log.ts'
import { parseLogic } from '../logic/tree.ts'
import type { CompiledRule } from '../program/compiled-rule.ts'
import { namesRead } from '../program/names.ts'
import type { Json } from '../rule.ts'
import { clauseOf, type Scope } from './condition.ts'
import type { ExplainedFiring, Explanation, Question, RunningTimer } from './explanation.ts'
import { type Horizon, horizonOf } from './horizon.ts'
import { type Judgement, judge } from './judgement.ts'
import { nearestValues } from './nearest-value.ts'
import { readingsOf, toSaid, windowsOf } from './readings.ts'
import type { Standpoint } from './standpoint.ts'

/** How many firings an explanation shows. */
const shownFirings = 5

/**
 * Says why a rule fired for a key at a moment, or why not, from a log. What came after the moment counts only as far as
 * it tells of the time before; what had not come yet when the log ends is taken as not coming.
 */
export function explain(records: readonly LogRecord[], question: Question): Explanation {
  const horizon = horizonOf(records, question)
  const judgement = judge(horizon, question)
  const { standpoint, scope, asOf, met, firings } = judgement
  const muted = isMuted(records, question, asOf)
  const readings = scope ? readingsOf(scope, namesOf(scope)) : []
  const shown = firingsOf(judgement)
  const speaks = judgement.outcome === 'fired' || judgement.outcome === 'standing'
  return {
    ...question,
    asOf,
    outcome: muted && speaks ? 'muted' : judgement.outcome,
    fired: firings.some((one) => one.at === asOf),
    met,
    release: standpoint?.compiled.program.release ?? null,
    title: standpoint?.rule?.rule.title ?? null,
    muted,
    suspended: standpoint?.suspended ?? null,
    firings: shown,
    looked: scope?.moment ? toSaid(scope.moment) : null,
    condition: scope ? clauseOf(scope, scope.sight.view.rule.rule.when ?? true) : null,
    readings,
    timers: standpoint?.rule ? timersOf(standpoint, standpoint.rule, standpoint.episode) : [],
    windows: scope ? windowsOf(scope) : [],
    schedule: scheduleOf(standpoint, asOf),
    count: countOf(standpoint, asOf),
    late: lateOf(horizon, question),
    nearest: nearestValues(horizon, question, judgement, readings),
  }
}

/** Whether the version of the rule in force was muted. */
function isMuted(records: readonly LogRecord[], { installation, rule }: Question, at: number): boolean {
  const release = records.findLast(
    (one) => one.type === 'release' && one.installation === installation && one.stamp <= at,
  )
  const program = release?.type === 'release' ? release.program : null
  return program?.rules.find(({ id }) => id === rule)?.muted === true
}

/** What the condition reads; while something stands, also what would clear it. */
function namesOf({ sight: { view }, standpoint }: Scope): string[] {
  const { when = true, clear } = view.rule.rule
  const clears: Json = standpoint.episode?.fired ? (clear?.when ?? null) : null
  return [...namesRead(parseLogic(when)), ...namesRead(parseLogic(clears))]
}

function firingsOf({ firings, asOf }: Judgement): ExplainedFiring[] {
  const byName = new Map<string, ExplainedFiring>()
  for (const { id, at, onset, cause } of firings) {
    if (at > asOf) continue
    const name = id.slice(0, id.lastIndexOf('|'))
    const effects = [...(byName.get(name)?.effects ?? []), id]
    byName.set(name, { at, onset, effects, observation: cause.observation, device: cause.device })
  }
  return [...byName.values()].sort((a, b) => a.at - b.at).slice(-shownFirings)
}

function timersOf(
  { at, sources }: Standpoint,
  rule: CompiledRule,
  episode: Episode | undefined,
): RunningTimer[] {
  if (episode === undefined) return []
  const { since, due, fired, clearing, cause, memory } = episode
  const timers: RunningTimer[] = []
  const add = (kind: RunningTimer['kind'], from: number, end: number, source?: string) => {
    const isAway = source !== undefined && sources.awaySince(source, at) !== null
    timers.push({ kind, since: from, due: isAway || end === Infinity ? null : end })
  }
  if (since !== null && !fired)
    add(
      rule.kind === 'absence' ? 'absent' : 'for',
      since,
      due,
      rule.kind === 'absence' ? cause?.source : undefined,
    )
  if (clearing !== null) add('clear', clearing, due)
  const { awaited, cooled } = memory
  if (awaited !== null && rule.sequence !== null) {
    const { kind } = rule.sequence
    add(kind, awaited.at, awaited.due, kind === 'notFollowedBy' ? awaited.cause?.source : undefined)
  }
  if (rule.cooldown > 0 && at - cooled < rule.cooldown) add('cooldown', cooled, cooled + rule.cooldown)
  return timers
}

function scheduleOf(standpoint: Standpoint | null, asOf: number): Explanation['schedule'] {
  const schedule = standpoint?.rule?.schedule
  if (!schedule) return null
  const changes = schedule.next(asOf)
  return { inside: schedule.inside(asOf), changes: changes === Infinity ? null : changes }
}

function countOf(standpoint: Standpoint | null, asOf: number): Explanation['count'] {
  const count = standpoint?.rule?.count
  if (!count) return null
  const counted = standpoint?.episode?.memory.counted ?? []
  const have = counted.filter(({ at }) => asOf - at <= count.within).length
  return { have, need: count.atLeast, within: count.within }
}

function lateOf({ late }: Horizon, { at }: Question): Explanation['late'] {
  let last: ObservationRecord | null = null
  for (const one of late) if (one.time <= at && (last === null || one.time >= last.time)) last = one
  return last && toSaid(last)
}
