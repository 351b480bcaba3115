import type { Effect } from '../effect.ts'
import { compareObservations } from '../fold/held.ts'
import { keyOf } from '../fold/key.ts'
import type { ObservationRecord } from '../log.ts'
import { parseLogic } from '../logic/tree.ts'
import { takesPart } from '../program/compiled-program.ts'
import { triggerName } from '../program/compiled-rule.ts'
import { triggerModel } from '../program/reference.ts'
import { classify, metBy } from './classify.ts'
import { evaluateIn, type Scope } from './condition.ts'
import type { Outcome, Question } from './explanation.ts'
import type { Horizon } from './horizon.ts'
import { type Standpoint, sight, sightOfMoment, standAt } from './standpoint.ts'

/** The bare verdict on a question, with where it was looked from. */
export interface Judgement {
  readonly asOf: number
  readonly outcome: Outcome
  readonly met: boolean | null
  readonly standpoint: Standpoint | null
  /** Where the condition was looked at; null where it was not. */
  readonly scope: Scope | null
  readonly firings: readonly Effect[]
}

/** Says how the rule stands for the key of a question. */
export function judge(horizon: Horizon, question: Question): Judgement {
  const standpoint = standAt(horizon, question, question.at)
  const none = { asOf: question.at, met: null, scope: null, firings: standpoint?.firings ?? [] }
  if (standpoint === null) return { ...none, standpoint, outcome: 'not-running' }
  if (standpoint.rule === undefined) return { ...none, standpoint, outcome: 'no-rule' }
  if (standpoint.suspended !== null) return { ...none, standpoint, outcome: 'suspended' }
  if (standpoint.rule.kind === 'moment') return judgeMoment(horizon, question, standpoint)
  const seen = sight(standpoint, question.key)
  if (seen === null) return { ...none, standpoint, outcome: 'nothing-said' }
  return standpoint.rule.kind === 'level'
    ? verdict(standpoint, { standpoint, sight: seen, moment: null })
    : verdict(standpoint, lastLooked(horizon, question, standpoint))
}

function verdict(standpoint: Standpoint, scope: Scope | null): Judgement {
  const { rule, at, firings } = standpoint
  if (rule === undefined) return { asOf: at, outcome: 'no-rule', met: null, standpoint, scope, firings }
  const holds = scope === null ? undefined : evaluateIn(scope, parseLogic(rule.rule.when ?? true)).holds
  const outcome = classify({ ...standpoint, rule, holds })
  return { asOf: at, outcome, met: metBy(outcome, rule), standpoint, scope, firings }
}

/** Rules on events are explained at the last event they looked at, unless they fire or wait at the very moment. */
function judgeMoment(horizon: Horizon, question: Question, standpoint: Standpoint): Judgement {
  const { firings, episode, at } = standpoint
  const scope = lastLooked(horizon, question, standpoint)
  const isNow = firings.some((one) => one.at === at) || episode?.memory.awaited != null
  if (scope === null && !isNow)
    return { asOf: at, outcome: 'nothing-said', met: null, standpoint, scope, firings }
  if (isNow && (scope === null || scope.standpoint !== standpoint)) {
    const outcome = firings.some((one) => one.at === at) ? 'fired' : 'awaiting'
    return { asOf: at, outcome, met: true, standpoint, scope, firings }
  }
  return verdict((scope as Scope).standpoint, scope)
}

/** What a rule on events or on absence looked at last, and from where it did. */
function lastLooked(horizon: Horizon, question: Question, standpoint: Standpoint): Scope | null {
  const { rule, compiled, at } = standpoint
  if (rule === undefined) return null
  const { plugin, sources } = compiled.program
  let last: ObservationRecord | null = null
  for (const one of horizon.records) {
    if (one.type !== 'observation' || one.time > at || horizon.late.has(one)) continue
    if (last !== null && compareObservations(one, last) <= 0) continue
    const isTrigger = rule.rule.on.some(
      (trigger) =>
        one.model === `${plugin}/${triggerModel(trigger)}` &&
        one.name === triggerName(trigger) &&
        one.kind === ('property' in trigger ? 'property' : 'event'),
    )
    const isFed =
      sources.length === 0 || sources.includes(one.source) || !standpoint.sources.isKnown(one.source)
    if (isTrigger && isFed && takesPart(compiled, one) && keyOf(rule, one) === question.key) last = one
  }
  if (last === null) return null
  const then = last.time === at ? standpoint : standAt(horizon, question, last.time)
  const seen = then && sightOfMoment(then, last)
  return then && seen ? { standpoint: then, sight: seen, moment: last } : null
}
