import { kernelError } from '../errors.ts'
import type { ObservationRecord, Program } from '../log.ts'
import type { Json } from '../rule.ts'
import type { SavedArrivals } from './arrivals.ts'
import type { SavedCell } from './early.ts'
import { blank, type Counted, type Episode, type Memory } from './episode.ts'
import type { Panes } from './panes.ts'
import type { SavedSlots } from './slots.ts'
import type { SavedSource } from './sources.ts'

/** An observation as a checkpoint holds it. */
export type SavedObservation = readonly [
  stamp: number,
  time: number,
  source: string,
  id: string,
  seq: number,
  device: string,
  model: string,
  place: string | null,
  kind: 'property' | 'event',
  name: string,
  value: Json,
]

/** An episode as a checkpoint holds it; null stands for what JSON cannot say. */
export type SavedEpisode = readonly [
  key: string,
  since: number | null,
  onset: number,
  due: number | null,
  look: number | null,
  fired: boolean,
  clearing: number | null,
  revision: number,
  cause: SavedObservation | null,
  memory: SavedMemory | null,
]

/** What is remembered beyond an episode, as a checkpoint holds it. */
export interface SavedMemory {
  readonly cooled: number | null
  readonly counted: readonly Counted[]
  readonly awaited:
    | readonly [onset: number, mark: string, at: number, due: number | null, cause: SavedObservation | null]
    | null
  readonly windows: readonly Panes[] | null
}

/** One installation as a checkpoint holds it. */
export interface SavedInstallation {
  readonly id: string
  readonly watermark: number | null
  readonly clock: number | null
  readonly late: number
  readonly release: number
  readonly program: Program | null
  readonly timeline: readonly { readonly at: number; readonly program: Program | null }[]
  readonly slots: SavedSlots
  readonly places: readonly string[]
  readonly devices: readonly (readonly [
    device: string,
    model: string,
    place: string | null,
    latest: readonly (SavedObservation | null | undefined)[],
  ])[]
  readonly episodes: readonly (readonly [rule: string, keys: readonly SavedEpisode[]])[]
  readonly arrivals: SavedArrivals
  readonly early: readonly SavedCell[]
  readonly held: readonly SavedObservation[]
}

/** A whole fold as a checkpoint holds it. */
export interface SavedFold {
  readonly format: 1
  readonly now: number | null
  readonly sources: readonly SavedSource[]
  readonly installations: readonly SavedInstallation[]
}

/** Packs an observation. */
export function saveObservation(one: ObservationRecord): SavedObservation {
  const { stamp, time, source, id, seq, device, model, place, kind, name, value } = one
  return [stamp, time, source, id, seq, device, model, place, kind, name, value]
}

/** Unpacks an observation. */
export function loadObservation(saved: SavedObservation): ObservationRecord {
  const [stamp, time, source, id, seq, device, model, place, kind, name, value] = saved
  return { type: 'observation', stamp, time, source, id, seq, device, model, place, kind, name, value }
}

/** Packs an episode. */
export function saveEpisode(key: string, one: Episode): SavedEpisode {
  const { since, onset, due, look, fired, clearing, revision, cause, memory } = one
  const saved = memory === blank ? null : saveMemory(memory)
  const told = cause && saveObservation(cause)
  return [key, since, onset, finite(due), finite(look), fired, clearing, revision, told, saved]
}

/** Unpacks an episode. */
export function loadEpisode(saved: SavedEpisode): Episode {
  const [, since, onset, due, look, fired, clearing, revision, cause, memory] = saved
  return {
    since,
    onset,
    due: due ?? Infinity,
    look: look ?? Infinity,
    fired,
    clearing,
    revision,
    cause: cause && loadObservation(cause),
    memory: memory ? loadMemory(memory) : blank,
    armed: Infinity,
  }
}

function saveMemory({ cooled, counted, awaited, windows }: Memory): SavedMemory {
  const wait =
    awaited &&
    ([
      awaited.onset,
      awaited.mark,
      awaited.at,
      finite(awaited.due),
      awaited.cause && saveObservation(awaited.cause),
    ] as const)
  return { cooled: finite(cooled), counted, awaited: wait, windows }
}

function loadMemory({ cooled, counted, awaited, windows }: SavedMemory): Memory {
  return {
    cooled: cooled ?? -Infinity,
    counted,
    awaited: awaited && {
      onset: awaited[0],
      mark: awaited[1],
      at: awaited[2],
      due: awaited[3] ?? Infinity,
      cause: awaited[4] && loadObservation(awaited[4]),
    },
    windows,
  }
}

/** Reads a checkpoint; refuses with `kernel.bad-checkpoint` what `save` did not write. */
export function parseCheckpoint(text: string): SavedFold {
  const saved = parsed(text)
  if (saved?.format !== 1)
    throw kernelError('kernel.bad-checkpoint', { reason: `format ${String(saved?.format)}` })
  return saved
}

function parsed(text: string): SavedFold | null {
  try {
    return JSON.parse(text) as SavedFold | null
  } catch (cause) {
    throw kernelError('kernel.bad-checkpoint', { reason: 'no JSON' }, cause)
  }
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
