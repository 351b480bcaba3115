import { setTimeout as sleep } from 'node:timers/promises'
import type { Effect } from '@linli/kernel'
import type { Selectable, Transaction } from 'kysely'
import { type Change, recordChanges } from '../store/changes.ts'
import type { Store } from '../store/store.ts'
import type { Effects } from '../store/tables/handling.ts'
import type { Database } from '../store/tables.ts'

/** An effect as it stands in the outbox. */
export type StoredEffect = Selectable<Effects>

/** Carries out one effect inside the transaction that ticks it off; returns what it changed. Must not do I/O elsewhere. */
export type Carrier = (
  trx: Transaction<Database>,
  effect: StoredEffect,
  now: number,
) => Promise<readonly Change[]>

/** Works off the outbox: each `(effect id, revision)` once, in the order in which they were asked for. */
export interface Dispatcher {
  /** Something was committed: look at the outbox now. */
  wake(): void
  /** Resolves when the outbox was found empty after this call. */
  drained(): Promise<void>
  run(signal: AbortSignal): Promise<void>
}

const BATCH = 200

/** Builds the dispatcher over the carriers of each action. */
export function createDispatcher(
  store: Store,
  carriers: Readonly<Record<'alert' | 'command', Carrier>>,
  clock: () => number,
  onStall: (error: unknown) => void,
  onDone: (effects: readonly StoredEffect[]) => void,
): Dispatcher {
  let wake = Promise.withResolvers<void>()
  let rounds = 0
  let waiting: { readonly since: number; readonly resolve: () => void }[] = []

  async function run(signal: AbortSignal): Promise<void> {
    signal.addEventListener('abort', () => wake.resolve(), { once: true })
    while (!signal.aborted) {
      const called = wake.promise
      rounds += 1
      const found = await round().catch(async (error) => {
        onStall(error)
        await sleep(1000, undefined, { signal }).catch(() => {})
        return 1
      })
      if (found > 0) continue
      drainedBy(rounds)
      await called
    }
  }

  /** Only those are told who asked before the round that found nothing looked. */
  function drainedBy(round: number): void {
    for (const waiter of waiting) if (waiter.since < round) waiter.resolve()
    waiting = waiting.filter((waiter) => waiter.since >= round)
  }

  function look(): void {
    wake.resolve()
    wake = Promise.withResolvers()
  }

  async function round(): Promise<number> {
    const pending = await store.db
      .selectFrom('effects')
      .selectAll()
      .where('state', '=', 'pending')
      .orderBy('position')
      .orderBy('at')
      .orderBy('effectId')
      .orderBy('revision')
      .limit(BATCH)
      .execute()
    if (pending.length === 0) return 0
    await store.transaction(async (trx) => {
      const now = clock()
      const changes: Change[] = []
      for (const effect of pending) {
        changes.push(...(await carriers[kindOf(effect.action)](trx, effect, now)))
        await tickOff(trx, effect, now)
      }
      await recordChanges(trx, changes)
    })
    onDone(pending)
    return pending.length
  }

  return {
    wake: look,
    drained() {
      const { promise, resolve } = Promise.withResolvers<void>()
      waiting.push({ since: rounds, resolve })
      look()
      return promise
    },
    run,
  }
}

const kindOf = (action: Effect['action']) => ('alert' in action ? 'alert' : 'command')

async function tickOff(trx: Transaction<Database>, effect: StoredEffect, now: number): Promise<void> {
  await trx
    .updateTable('effects')
    .set({ state: 'done', doneAt: now })
    .where('effectId', '=', effect.effectId)
    .where('revision', '=', effect.revision)
    .execute()
}
