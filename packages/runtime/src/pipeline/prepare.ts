import type { VendorHost } from '@linli/sandbox'
import type { Roster } from '../installations/roster.ts'
import type { JournalEntry } from '../journal/journal.ts'
import type { DeadLetter, Message, Observation, RecordChange } from './batch.ts'
import { type ControlBody, type ControlEntry, decodeControl } from './control.ts'
import { type Decoded, decode } from './decode.ts'
import { derive } from './derive.ts'
import type { Duplicates } from './duplicates.ts'
import { isInternal, readInternal } from './internal.ts'
import { observe } from './observe.ts'
import type { RecordStates } from './record-states.ts'
import { foldRecords } from './records.ts'

/** A control record with where it belongs. */
export interface PlacedControl {
  readonly entry: ControlEntry
  readonly body: ControlBody
  readonly path: string
}

/** A batch whose bytes are read. So far it depends on nothing that an earlier batch stores: the next can be opened meanwhile. */
export interface Opened {
  readonly messages: readonly Message[]
  readonly controls: readonly PlacedControl[]
  readonly decoded: readonly Decoded[]
  /** Observations of the API and submitted forms, which need no codec. */
  readonly internal: readonly Observation[]
  readonly refused: readonly DeadLetter[]
  /** Position and stamp of the last entry. */
  readonly end: number
  readonly now: number
}

/** A batch ready for the rules. */
export interface Prepared {
  readonly observations: readonly Observation[]
  readonly records: readonly RecordChange[]
  readonly controls: readonly PlacedControl[]
  readonly refused: readonly DeadLetter[]
  readonly end: number
  readonly now: number
}

/** What the way to the rules needs. */
export interface PrepareServices {
  readonly roster: Roster
  readonly vendor: VendorHost
  readonly duplicates: Duplicates
  readonly records: RecordStates
}

/** Reads the bytes: dialect and codec. */
export async function open(
  entries: readonly JournalEntry[],
  roster: Roster,
  vendor: VendorHost,
): Promise<Opened> {
  const messages = entries.filter((entry) => entry.type === 'message')
  const controls = entries
    .filter((entry) => entry.type === 'control')
    .map((entry) => ({ entry, body: decodeControl(entry), path: roster.communityPath(entry.community) }))
  const refused: DeadLetter[] = []
  const internal = messages.filter(isInternal).flatMap((entry) => readInternal(entry, roster, refused))
  const decoded = await decode(
    messages.filter((entry) => !isInternal(entry)),
    roster,
    vendor,
    refused,
  )
  const last = entries.at(-1) as JournalEntry
  return { messages, controls, internal, decoded, refused, end: last.position, now: last.stamp }
}

/** The rest of the way to the rules: model, duplicates, derived values, records. Runs again without harm. */
export async function prepare(
  opened: Opened,
  { roster, vendor, duplicates, records }: PrepareServices,
): Promise<Prepared> {
  const refused = [...opened.refused]
  const messages = new Map(opened.messages.map((entry) => [entry.position, entry]))
  const observed = inOrder([...observe(opened.decoded, roster, refused), ...opened.internal])
  const fresh = await duplicates.drop(observed)
  const derived = await derive(fresh, messages, roster, vendor, refused)
  const { observations, changes } = await foldRecords(derived, messages, roster, vendor, records, refused)
  return {
    observations: numbered(observations),
    records: changes,
    controls: opened.controls,
    refused,
    end: opened.end,
    now: opened.now,
  }
}

/** Journal order: two ways of reading messages lead into one log. */
function inOrder(observations: Observation[]): Observation[] {
  return observations.sort((a, b) => a.position - b.position)
}

/** Numbers the observations of each message in the order they have now: that order is the log's. */
function numbered(observations: readonly Observation[]): Observation[] {
  const counts = new Map<number, number>()
  return observations.map((one) => {
    const ordinal = counts.get(one.position) ?? 0
    counts.set(one.position, ordinal + 1)
    return one.ordinal === ordinal ? one : { ...one, ordinal }
  })
}

/** The leading controls, or the messages up to the next control: the configuration never changes inside a batch. */
export function uniform(entries: readonly JournalEntry[]): readonly JournalEntry[] {
  const type = entries[0]?.type
  const change = entries.findIndex((entry) => entry.type !== type)
  return change === -1 ? entries : entries.slice(0, change)
}
