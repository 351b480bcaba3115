import type { Findings } from '../check/finding.ts'
import { readDuration } from '../duration.ts'
import { parseLogic } from '../logic/tree.ts'
import { namesFilled, namesRead } from '../program/names.ts'
import { resolveReference, triggerModels } from '../program/reference.ts'
import type { Duration, Json, Rule, Trigger } from '../rule.ts'
import type { Scope } from './scope.ts'
import { member } from './surroundings.ts'

const day = 86_400_000

/** Finds windows that reach further back than what they look at is kept. */
export function checkRetention(scope: Scope, findings: Findings): void {
  const { rule } = scope
  const { change, aggregate = {}, count, sequence } = rule
  if (change) compareLength(change.within, 'change.within', kept(change.of, scope), scope, findings)
  for (const [name, { of, over }] of Object.entries(aggregate))
    compareLength(over, `aggregate.${name}.over`, kept(of, scope), scope, findings)
  const triggers = shortest(rule.on, scope)
  if (count) compareLength(count.within, 'count.within', triggers, scope, findings)
  if (sequence) compareLength(sequence.within, 'sequence.within', triggers, scope, findings)
  if (rule.absent !== undefined) compareLength(rule.absent, 'absent', triggers, scope, findings)
  if (rule.for !== undefined) compareLength(rule.for, 'for', triggers, scope, findings)
}

interface Kept {
  readonly name: string
  readonly length: number
}

function kept(name: string, { rule, program, surroundings }: Scope): Kept | null {
  const reference = resolveReference(name, rule, program)
  if (reference.kind !== 'property') return null
  const length = member(member(surroundings.retention, reference.model), reference.property)
  return length === undefined ? null : { name, length }
}

/** What is kept longest of several triggers: as long as one of them is kept, there is something to look at. */
function shortest(triggers: readonly Trigger[], { surroundings }: Scope): Kept | null {
  const all = triggers.map((trigger): Kept | null => {
    const name = 'property' in trigger ? trigger.property : 'event' in trigger ? trigger.event : 'submitted'
    const model =
      'device' in trigger
        ? trigger.device
        : 'record' in trigger
          ? `record:${trigger.record}`
          : `form:${trigger.form}`
    const length = member(member(surroundings.retention, model), name)
    return length === undefined ? null : { name, length }
  })
  if (all.includes(null)) return null
  return (all as readonly Kept[]).reduce<Kept | null>(
    (most, one) => (most === null || one.length > most.length ? one : most),
    null,
  )
}

function compareLength(
  duration: Duration,
  at: string,
  kept: Kept | null,
  scope: Scope,
  findings: Findings,
): void {
  const length = readDuration(duration, scope.program.settings)
  if (kept === null || length === null || length <= kept.length) return
  const days = (ms: number) => Math.round((ms / day) * 10) / 10
  findings.warn('kernel.window-too-long', at, {
    days: days(length),
    name: kept.name,
    kept: days(kept.length),
  })
}

/** Reports a second on one key from which on deciding early costs more than it gives. */
const busy = 1

/** Finds rules that are decided early on keys of which much is said: every late report rolls all of it back. */
export function checkEarly({ rule, surroundings }: Scope, findings: Findings): void {
  if (rule.early !== true) return
  const rates = triggerModels(rule).map((model) => {
    const interval = member(surroundings.intervals, model)
    const devices = member(surroundings.devices, model)
    const many = rule.key === 'community' ? devices?.all : rule.key === 'place' ? devices?.perPlace : 1
    return interval === undefined ? 0 : ((many ?? 1) * 1_000) / interval
  })
  const rate = rates.reduce((sum, one) => sum + one, 0)
  if (rate >= busy) findings.warn('kernel.early-busy', 'early', { rate: Math.round(rate * 10) / 10 })
}

/** Finds pulses that a rule asks for which waits for late reports: they expire before it is sure. */
export function checkCommands(scope: Scope, findings: Findings): void {
  const { rule, surroundings } = scope
  if (isFinalOnArrival(scope)) return
  for (const [index, action] of rule.do.entries()) {
    if (!('command' in action)) continue
    const { device, name } = action.command
    const models = device === 'self' ? triggerModels(rule) : [device]
    const isPulse = models.some(
      (model) => member(member(surroundings.commands, model), name)?.kind === 'pulse',
    )
    if (isPulse) findings.warn('kernel.late-command', `do[${index}].command`, { command: name })
  }
}

/** Whether nothing that arrives later can change the verdict: an event alone decides it. */
export function isFinalOnArrival({ rule, program }: Scope): boolean {
  if (rule.on.some((trigger) => 'property' in trigger)) return false
  if (rule.absent !== undefined || rule.count || rule.sequence) return false
  return namesOf(rule).every((name) => {
    const { kind } = resolveReference(name, rule, program)
    return kind !== 'property' && kind !== 'window'
  })
}

function namesOf(rule: Rule): string[] {
  const filled = rule.do.flatMap((action) => namesFilled(action as unknown as Json))
  return [...namesRead(parseLogic(rule.when ?? true)), ...filled]
}
