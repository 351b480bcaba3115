import type { Effect } from '../effect.ts'
import { circleAround, sightOf } from '../fold/circle.ts'
import type { Episode } from '../fold/episode.ts'
import type { FactStore, Facts } from '../fold/facts.ts'
import { Installation } from '../fold/installation.ts'
import type { Settled } from '../fold/settled.ts'
import type { Slots } from '../fold/slots.ts'
import { createSources, type Sources } from '../fold/sources.ts'
import type { LogRecord, ObservationRecord, SourceRecord } from '../log.ts'
import { type CompiledProgram, viewOn } from '../program/compiled-program.ts'
import type { CompiledRule, View } from '../program/compiled-rule.ts'
import type { Question } from './explanation.ts'
import type { Horizon } from './horizon.ts'

/** How things stood for a rule and key at the end of a moment, were nothing more to come for the time before it. */
export interface Standpoint {
  readonly at: number
  readonly compiled: CompiledProgram
  readonly slots: Slots
  readonly store: FactStore
  /** As the log tells, not as the look into the past needed them. */
  readonly sources: Sources
  readonly rule: CompiledRule | undefined
  readonly episode: Episode | undefined
  /** Since when the rule is suspended, and why; null: it is not. */
  readonly suspended: { readonly since: number; readonly reason: string } | null
  /** What the rule asked for up to then, for this key. */
  readonly firings: readonly Effect[]
}

/** What a rule looks at, and with which eyes. */
export interface Sight {
  readonly view: View
  readonly facts: Facts
}

const farAhead = Number.MAX_SAFE_INTEGER

/** Folds a log up to an event time; null where the installation was not running then. */
export function standAt({ records }: Horizon, question: Question, at: number): Standpoint | null {
  const { installation, effects } = foldAlone(records, question.installation, at)
  if (installation === null) return null
  const { settled, slots } = installation.standing
  const { program: compiled, facts: store } = settled
  if (compiled === null) return null
  const rule = compiled.rules.get(question.rule)
  const firings = effects.filter(
    (one) => one.op === 'assert' && one.rule === question.rule && one.key === question.key && one.at <= at,
  )
  return {
    at,
    compiled,
    slots,
    store,
    sources: sourcesOf(records),
    rule,
    episode: rule && settled.seat(rule, question.key)?.episodes[rule.column],
    suspended: suspensionOf(settled, question.rule),
    firings,
  }
}

function suspensionOf({ suspended }: Settled, id: string): Standpoint['suspended'] {
  const [, since, reason] = suspended.save().find(([rule]) => rule === id) ?? []
  return since === undefined || reason === undefined ? null : { since, reason }
}

/** Folds one installation as `createFold` would, and lets time pass until everything up to `at` is settled. */
function foldAlone(
  records: readonly LogRecord[],
  id: string,
  at: number,
): { readonly installation: Installation | null; readonly effects: readonly Effect[] } {
  const sources = createSources()
  const effects: Effect[] = []
  let installation: Installation | null = null
  let now = -Infinity
  const advance = (to: number) => {
    if (to <= now) return
    now = to
    installation?.advance(now)
    if (installation) effects.push(...installation.take())
    if (installation?.isOver) installation = null
  }
  const apply = (record: LogRecord) => {
    advance(record.stamp)
    if (record.type === 'source') {
      note(record, sources)
      if (record.state === 'up') installation?.resume(record.source)
    } else if (record.type === 'observation') installation?.observe(record)
    else if (record.type === 'suspension') installation?.suspend(record)
    else {
      installation ??= new Installation(id, sources, null, at)
      installation.release(record)
    }
    if (installation) effects.push(...installation.take())
  }
  for (const record of records) apply(record)
  const end = Math.max(at, records.at(-1)?.stamp ?? at) + 1
  // What is away would hold the look up; nothing due in its absence is due before it is back.
  for (const one of awayOf(records)) apply({ ...one, state: 'up', stamp: end })
  advance(farAhead)
  return { installation, effects }
}

function note({ state, source, stamp, lateness }: SourceRecord, sources: Sources): void {
  if (state === 'up') sources.up(source, stamp, lateness)
  else sources.down(source, stamp, lateness)
}

function sourcesOf(records: readonly LogRecord[]): Sources {
  const sources = createSources()
  for (const one of records) if (one.type === 'source') note(one, sources)
  return sources
}

/** The records by which sources went that are still away. */
function awayOf(records: readonly LogRecord[]): SourceRecord[] {
  const latest = new Map<string, SourceRecord>()
  for (const one of records) if (one.type === 'source') latest.set(one.source, one)
  return [...latest.values()].filter(({ state }) => state === 'down')
}

/** What a rule looks at for its key. */
export function sight({ rule, store, episode }: Standpoint, key: string): Sight | null {
  if (rule === undefined) return null
  return sightOf(rule, key, episode?.cause ?? episode?.memory.awaited?.cause ?? null, store)
}

/** What a rule sees while it looks at something said: that very report, not a later one. */
export function sightOfMoment({ rule, store, slots }: Standpoint, said: ObservationRecord): Sight | null {
  const speaker = store.device(said.device)
  const view = rule && viewOn(rule, said.model)
  const facts = speaker && rule ? circleAround(rule.circle, speaker, store) : null
  const slot = slots.find(said.model, said.kind, said.name)
  if (!view || !facts || !slot) return null
  const latest = [...facts.latest]
  const index = rule?.circle === 'device' ? slot.own : slot.shared
  while (latest.length < index) latest.push(undefined)
  latest[index] = said
  return { view, facts: { ...facts, latest } }
}
