import { canonical, type Effect, type Json, type LogRecord, type Program } from '@linli/kernel'
import type { KernelHost } from '@linli/sandbox'
import { catchUp } from './catch-up.ts'
import { type Change, isWithin, kept, type Stretch, unpaired } from './change.ts'
import type { Replayed } from './choose-program.ts'
import { createFirings } from './compare-firings.ts'
import { type History, type LiveEffect, readHistory, readLiveEffects, storedEnd } from './history.ts'
import { createPairUp } from './pair-up.ts'
import { replaceProgram } from './replace-program.ts'

export interface HistoryReplay {
  readonly installation: Replayed
  /** Runs instead of the installation's releases from the start of the stretch; null compares with what ran live. */
  readonly program: Program | null
  readonly stretch: Stretch
  /** The present: live cannot have gone further. */
  readonly now: number
  readonly progress: (done: { readonly records: number; readonly share: number }) => void
}

/** What a replay of history comes to. */
export interface HistorySummary {
  readonly records: number
  /** Whether folding the log again as it ran gave, within the stretch, exactly what is stored as having run live. */
  readonly exact: boolean
  /** How far the clock went, ms. */
  readonly clock: number
}

/**
 * Folds the stored log of an installation from its beginning, once as it ran and, where a program is given, once with
 * that. As it ran it is compared with the stored effects, revision by revision with all they hold; with a program the
 * two folds are compared firing by firing. Pages go through one by one: memory holds only the differences.
 */
export async function* replayHistory(
  { db }: Pick<History, 'db'>,
  kernel: KernelHost,
  { installation, program, stretch, now, progress }: HistoryReplay,
): AsyncGenerator<Change, HistorySummary, undefined> {
  const name = `${installation.id}:as-run`
  const fresh = program && openVariant(kernel, installation.id, program, stretch)
  const exactly = createPairUp<Effect>((effect) => canonical(effect as unknown as Json))
  const firings = createFirings(stretch)
  // Beside a server that goes on: what is stored by now never changes.
  const end = await storedEnd(db, installation.community)
  const pages = readHistory(db, installation, end)
  const live = takeUpTo(readLiveEffects(db, installation.id, end))
  let records = 0
  let clock = -Infinity

  const compare = (stored: readonly LiveEffect[], again: readonly Effect[], other: readonly Effect[]) => {
    const ran = stored.map(({ effect }) => effect).filter((effect) => isWithin(stretch, effect))
    const pairs = [
      ...ran.map(exactly.old),
      ...again.filter((effect) => isWithin(stretch, effect)).map(exactly.fresh),
    ].filter((pair) => pair !== null)
    return program ? firings.take(again, other) : pairs.map(kept)
  }

  const ahead = async (upTo: number) => [await live(upTo), (await pages.next()).value] as const

  await Promise.all([kernel.open(name, null), fresh?.open()])
  for (let page = (await pages.next()).value; page; ) {
    const { upTo } = page
    const mine = page.records.filter((record) => concerns(record, installation))
    // While the workers fold this page the next one is read.
    const folding = Promise.all([kernel.step(name, mine, null), fresh?.step(mine, null) ?? []])
    const [[stored, next], [again, other]] = await Promise.all([ahead(upTo), folding])
    yield* compare(stored, again, other)
    records += mine.length
    clock = mine.at(-1)?.stamp ?? clock
    progress({ records, share: upTo / end })
    page = next
  }
  // Live effects carry the position of their cause or the last one: all of them are due by now.
  yield* compare(await live(Infinity), [], [])
  if (records > 0) {
    const span = { since: clock, latest: Math.max(clock, now) }
    const missing = (effect: Effect) => exactly.olds.has(canonical(effect as unknown as Json))
    const last = await catchUp(kernel, name, span, missing)
    clock = last.clock
    yield* compare([], last.effects, (await fresh?.step([], clock)) ?? [])
  }
  if (program) yield* firings.end()
  else yield* unpaired(exactly.olds.values(), exactly.fresher.values())
  await Promise.all([kernel.close(name), fresh?.close()])
  return { records, exact: exactly.olds.size + exactly.fresher.size === 0, clock }
}

/** Each installation is judged alone: releases and suspensions of others need not be folded. */
function concerns(record: LogRecord, { id }: Replayed): boolean {
  return (record.type !== 'release' && record.type !== 'suspension') || record.installation === id
}

/** The fold that runs another program. */
function openVariant(kernel: KernelHost, installation: string, program: Program, { from }: Stretch) {
  const name = `${installation}:what-if`
  const rewrite = replaceProgram(installation, program, from)
  return {
    open: () => kernel.open(name, null),
    step: (records: readonly LogRecord[], now: number | null) => kernel.step(name, rewrite(records), now),
    close: () => kernel.close(name),
  }
}

/** Hands out what a stream in order of position holds, bit by bit. */
function takeUpTo(stream: AsyncGenerator<LiveEffect, void, undefined>) {
  let waiting: LiveEffect | null = null
  return async (position: number): Promise<LiveEffect[]> => {
    const taken: LiveEffect[] = []
    for (;;) {
      waiting ??= (await stream.next()).value ?? null
      if (waiting === null || waiting.position > position) return taken
      taken.push(waiting)
      waiting = null
    }
  }
}
