import { kernelError } from '../errors.ts'
import type { ObservationRecord, Program, SuspensionRecord } from '../log.ts'
import type { SavedArrivals } from './arrivals.ts'
import type { SavedCell } from './early.ts'
import { blank, type Counted, type Episode, type Memory } from './episode.ts'
import type { Panes } from './panes.ts'
import type { SavedShelf, Shelf } from './shelf.ts'
import type { SavedSlots } from './slots.ts'
import type { SavedSource } from './sources.ts'
import type { SavedSuspension } from './suspension.ts'
import type { SavedTaken } from './taken.ts'

/** Finds an observation by its place. */
type OpenShelf = (place: number) => ObservationRecord

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
  cause: number | null,
  memory: SavedMemory | null,
]

/** What is remembered beyond an episode, as a checkpoint holds it. */
export interface SavedMemory {
  readonly cooled: number | null
  readonly counted: readonly Counted[]
  readonly awaited:
    | readonly [onset: number, mark: string, at: number, due: number | null, cause: number | null]
    | null
  readonly windows: readonly Panes[] | null
}

/** What is held back where the log is to tell it: how many observations, and a sum of their times to check them by. */
export interface SavedHeld {
  readonly taken: SavedTaken
  readonly size: number
  readonly check: number
}

/** One installation as a checkpoint holds it; observations are places on its shelf. */
export interface SavedInstallation {
  readonly id: string
  readonly shelf: SavedShelf
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
    latest: readonly (number | null)[],
  ])[]
  readonly episodes: readonly (readonly [rule: string, keys: readonly SavedEpisode[]])[]
  readonly suspended: readonly SavedSuspension[]
  readonly stops: readonly SuspensionRecord[]
  readonly arrivals: SavedArrivals
  readonly early: readonly SavedCell[]
  readonly held: readonly number[] | SavedHeld
}

/** A whole fold as a checkpoint holds it. */
export interface SavedFold {
  readonly format: 2
  readonly now: number | null
  readonly sources: readonly SavedSource[]
  readonly installations: readonly SavedInstallation[]
}

/** Packs an episode. */
export function saveEpisode(key: string, one: Episode, shelf: Shelf): SavedEpisode {
  const { since, onset, due, look, fired, clearing, revision, cause, memory } = one
  const saved = memory === blank ? null : saveMemory(memory, shelf)
  const told = cause && shelf.put(cause)
  return [key, since, onset, finite(due), finite(look), fired, clearing, revision, told, saved]
}

/** Unpacks an episode. */
export function loadEpisode(saved: SavedEpisode, shelf: OpenShelf): Episode {
  const [, since, onset, due, look, fired, clearing, revision, cause, memory] = saved
  return {
    since,
    onset,
    due: due ?? Infinity,
    look: look ?? Infinity,
    fired,
    clearing,
    revision,
    cause: cause === null ? null : shelf(cause),
    memory: memory ? loadMemory(memory, shelf) : blank,
    armed: Infinity,
  }
}

function saveMemory({ cooled, counted, awaited, windows }: Memory, shelf: Shelf): SavedMemory {
  const wait =
    awaited &&
    ([
      awaited.onset,
      awaited.mark,
      awaited.at,
      finite(awaited.due),
      awaited.cause && shelf.put(awaited.cause),
    ] as const)
  return { cooled: finite(cooled), counted, awaited: wait, windows }
}

function loadMemory({ cooled, counted, awaited, windows }: SavedMemory, shelf: OpenShelf): Memory {
  return {
    cooled: cooled ?? -Infinity,
    counted,
    awaited: awaited && {
      onset: awaited[0],
      mark: awaited[1],
      at: awaited[2],
      due: awaited[3] ?? Infinity,
      cause: awaited[4] === null ? null : shelf(awaited[4]),
    },
    windows,
  }
}

/** Reads a checkpoint; refuses with `kernel.bad-checkpoint` what `save` did not write. */
export function parseCheckpoint(text: string): SavedFold {
  const saved = parsed(text)
  if (saved?.format !== 2)
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
