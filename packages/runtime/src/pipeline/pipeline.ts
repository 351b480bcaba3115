import { setTimeout as sleep } from 'node:timers/promises'
import type { KernelHost, VendorHost } from '@linli/sandbox'
import type { Roster } from '../installations/roster.ts'
import type { Journal } from '../journal/journal.ts'
import { recordChanges } from '../store/changes.ts'
import { createObservationWriter } from '../store/observations.ts'
import type { Store } from '../store/store.ts'
import { type Outcome, prepareBatch } from './commit.ts'
import { loadDuplicates } from './duplicates.ts'
import { createFolds } from './folds.ts'
import { createJudge, TICK } from './judge.ts'
import { loadLatestValues } from './latest-values.ts'
import { type Opened, open, type Prepared, prepare, uniform } from './prepare.ts'
import { createRecordStates } from './record-states.ts'
import { journalSuspensions } from './suspensions.ts'
import { createTouched } from './touched.ts'
import { createWaiting } from './waiting.ts'

/** Journal entries that go through together. */
const BATCH = 4000

export interface PipelineServices {
  readonly journal: Journal
  readonly store: Store
  readonly roster: Roster
  readonly vendor: VendorHost
  readonly kernel: KernelHost
  /** Told after each commit: effects and changes are there to be picked up. */
  readonly onCommit: (outcome: Outcome) => void
  /** Told when something failed and will be tried again: the database is away, a disk is full. */
  readonly onStall: (error: unknown, waitMs: number) => void
}

/** Takes journalled messages through codec, model, records and rules into one transaction, in order, for ever. */
export interface Pipeline {
  /** Runs until the signal aborts; what is under way then is left whole for the next start. */
  run(signal: AbortSignal): Promise<void>
  /** Everything up to here is stored. */
  readonly position: number
  /** Resolves true when everything up to `position` is stored, false when the signal aborts first. */
  settled(position: number, signal: AbortSignal): Promise<boolean>
}

/**
 * Builds the pipeline; it goes on where the store says it stopped. Three batches are on their way at once: while one
 * is written, the next is judged and the one after it decoded.
 */
export async function createPipeline(services: PipelineServices): Promise<Pipeline> {
  const { journal, store, roster, vendor, kernel } = services
  let writing: Promise<unknown> = Promise.resolve()
  const folds = createFolds(kernel, store.db, () => writing)
  const judge = createJudge(folds, roster)
  const duplicates = await loadDuplicates(store.db)
  const records = createRecordStates(store.db)
  const waiting = createWaiting()
  const touched = createTouched(roster)
  const observations = createObservationWriter(store)
  let position = await storedPosition(store)
  const values = await loadLatestValues(store.db, roster, position)
  let ticked = 0

  async function run(signal: AbortSignal): Promise<void> {
    await again(() => folds.restoreAll(roster.communities()), signal)
    let read = position
    let ahead: Promise<Opened | null> | null = null
    while (!signal.aborted) {
      const opened: Opened | null = await (ahead ?? next(read, signal))
      ahead = null
      if (opened === null) {
        await writing
        await passTime(signal)
        continue
      }
      read = opened.end
      // A control record changes what the messages behind it mean: these are opened after it is stored.
      const changing = opened.controls.length > 0
      if (!changing) ahead = next(read, AbortSignal.abort())
      const prepared = await again(() => prepare(opened, { roster, vendor, duplicates, records }), signal)
      if (prepared) await through(prepared, signal)
      if (changing) await writing
    }
    await writing
  }

  async function next(after: number, signal: AbortSignal): Promise<Opened | null> {
    const wait = signal.aborted ? signal : AbortSignal.any([signal, AbortSignal.timeout(TICK)])
    const entries = await journal.read(after, BATCH, wait)
    return entries.length === 0 ? null : open(uniform(entries), roster, vendor)
  }

  /** Lets the rules judge, then writes behind the batch before; returns as soon as the next may be judged. */
  async function through(prepared: Prepared, signal: AbortSignal): Promise<void> {
    const outcome = await again(() => judge.judge(prepared), signal)
    if (outcome === null) return
    if ((await again(() => journalSuspensions(journal, outcome).then(() => true), signal)) === null) return
    duplicates.passed(outcome.observations)
    records.passed(outcome.records)
    await writing
    writing = finish(outcome, signal)
  }

  async function finish(outcome: Outcome, signal: AbortSignal): Promise<void> {
    values.note(outcome.observations)
    if ((await again(() => write(outcome), signal)) === null) return
    position = outcome.position
    ticked = outcome.at
    judge.stored(outcome)
    duplicates.stored(outcome.observations)
    values.written()
    if (outcome.controls.length > 0) await again(() => roster.reload(), signal)
    services.onCommit(outcome)
    waiting.reached(position)
  }

  async function write(outcome: Outcome): Promise<true> {
    const quiet = outcome.observations.length === 0
    if (isEmpty(outcome, position) && !values.waiting) return true
    const writeBatch = await prepareBatch(outcome, roster, observations)
    await store.transaction(async (trx) => {
      await writeBatch(trx)
      await values.write(trx, outcome.position, outcome.at, quiet)
      const changes = touched(outcome)
      if (changes.length > 0) await recordChanges(trx, changes)
    })
    return true
  }

  async function passTime(signal: AbortSignal): Promise<void> {
    const now = journal.fence(position)
    if (now === null || now - ticked < TICK) return
    await through({ observations: [], records: [], controls: [], refused: [], end: position, now }, signal)
    await writing
  }

  /** Tries until it works or the pipeline stops (then null): what is acknowledged waits in the journal meanwhile. */
  async function again<Result>(work: () => Promise<Result>, signal: AbortSignal): Promise<Result | null> {
    for (let wait = 250; !signal.aborted; wait = Math.min(wait * 2, 10_000)) {
      try {
        return await work()
      } catch (error) {
        services.onStall(error, wait)
        await sleep(wait, undefined, { signal }).catch(() => {})
      }
    }
    return null
  }

  return {
    run,
    get position() {
      return position
    },
    settled: (wanted, signal) => (position >= wanted ? Promise.resolve(true) : waiting.until(wanted, signal)),
  }
}

const isEmpty = ({ observations, effects, refused, controls, position }: Outcome, before: number) =>
  position === before && observations.length + effects.length + refused.length + controls.length === 0

async function storedPosition(store: Store): Promise<number> {
  const row = await store.db
    .selectFrom('counters')
    .select('value')
    .where('key', '=', 'pipeline.position')
    .executeTakeFirst()
  return row?.value ?? 0
}
