import { type Selectable, sql } from 'kysely'
import type { Roster } from '../installations/roster.ts'
import type { HttpCommands } from '../sources/http/commands.ts'
import type { CommandAnswer, OutgoingCommand } from '../sources/source.ts'
import { recordChanges } from '../store/changes.ts'
import type { Store } from '../store/store.ts'
import type { Commands as CommandRow } from '../store/tables/handling.ts'

type StoredCommand = Selectable<CommandRow>
type FinalState = 'received' | 'confirmed' | 'rejected' | 'expired' | 'unknown'

/** Sends commands: each leaves at most once, and is written down as sent before its first byte leaves. */
export interface Commands extends HttpCommands {
  /** New commands may be waiting. */
  wake(): void
  run(signal: AbortSignal): Promise<void>
}

export interface CommandServices {
  readonly store: Store
  readonly roster: Roster
  readonly clock: () => number
  /** Resolves true when the effects of everything up to `position` are carried out. */
  readonly carriedOut: (position: number, signal: AbortSignal) => Promise<boolean>
  /** Sends over the source's own connection; null where the source answers requests instead of sending. */
  readonly transport: (source: string) => ((command: OutgoingCommand) => Promise<CommandAnswer>) | null
  readonly onError: (error: unknown) => void
}

const SWEEP = 500

/** Builds the sender of commands. */
export function createCommands({
  store,
  roster,
  clock,
  carriedOut,
  transport,
  onError,
}: CommandServices): Commands {
  let wake = Promise.withResolvers<void>()

  async function run(signal: AbortSignal): Promise<void> {
    await finishOrphans().catch(onError)
    signal.addEventListener('abort', () => wake.resolve(), { once: true })
    while (!signal.aborted) {
      const called = wake.promise
      await round().catch(onError)
      await Promise.race([called, new Promise((resolve) => setTimeout(resolve, SWEEP))])
    }
  }

  /** What was on its way when the server stopped: nobody can say what became of it. */
  async function finishOrphans(): Promise<void> {
    const rows = await store.db.selectFrom('commands').selectAll().where('state', '=', 'sent').execute()
    for (const row of rows) await finish(row, 'unknown', 'server-restarted')
  }

  async function round(): Promise<void> {
    const rows = await store.db
      .selectFrom('commands')
      .selectAll()
      .where('state', '=', 'pending')
      .orderBy('createdAt')
      .limit(200)
      .execute()
    await Promise.all(rows.map((row) => send(row).catch(onError)))
  }

  async function send(row: StoredCommand): Promise<void> {
    if (clock() > row.notAfter) return finish(row, 'expired', 'too-late')
    const device = roster.device(row.device)
    const out = device?.source ? transport(device.source) : null
    if (!device?.source || device.address === null) return finish(row, 'rejected', 'device-without-address')
    // A source that answers requests sends nothing of its own accord: the command waits for its claim or expires.
    if (!out || !(await markSent(row))) return
    const command = outgoing(row, device.source, device.address)
    const answer = await out(command).catch(
      (error): CommandAnswer => ({ state: 'unknown', reason: String(error?.code ?? error) }),
    )
    if (answer.state !== 'sent') await finish(row, answer.state, 'reason' in answer ? answer.reason : null)
  }

  /** Only one caller ever wins this: that is what "at most once" rests on. */
  async function markSent(row: StoredCommand): Promise<boolean> {
    return store.transaction(async (trx) => {
      const now = clock()
      const { numUpdatedRows } = await trx
        .updateTable('commands')
        .set({ state: 'sent', sentAt: now })
        .where('id', '=', row.id)
        .where('state', '=', 'pending')
        .where('notAfter', '>=', now)
        .executeTakeFirst()
      if (numUpdatedRows === 0n) return false
      await recordChanges(trx, [changeOf(row, now)])
      return true
    })
  }

  async function finish(row: StoredCommand, state: FinalState, reason: string | null): Promise<void> {
    await store.transaction(async (trx) => {
      const now = clock()
      await trx
        .updateTable('commands')
        .set({ state, reason, finishedAt: now })
        .where('id', '=', row.id)
        .where('finishedAt', 'is', null)
        .execute()
      await recordChanges(trx, [changeOf(row, now)])
    })
  }

  const claim: HttpCommands['claim'] = async (source, position, address, name, signal) => {
    if (!(await carriedOut(position, signal))) return null
    const device = roster.deviceAt(source, address)
    if (!device) return null
    const row = await store.db
      .selectFrom('commands')
      .selectAll()
      .where('device', '=', device.id)
      .where('name', '=', name)
      .where('state', '=', 'pending')
      .where(sql<boolean>`(cause->>'position')::bigint = ${position}`)
      .executeTakeFirst()
    return row && (await markSent(row)) ? outgoing(row, source, address) : null
  }

  async function answered(command: OutgoingCommand, answer: CommandAnswer): Promise<void> {
    if (answer.state === 'sent') return
    const row = await store.db
      .selectFrom('commands')
      .selectAll()
      .where('id', '=', command.id)
      .executeTakeFirst()
    if (row) await finish(row, answer.state, 'reason' in answer ? answer.reason : null)
  }

  return {
    wake() {
      wake.resolve()
      wake = Promise.withResolvers()
    },
    claim,
    answered: (command, answer) => void answered(command, answer).catch(onError),
    run,
  }
}

const changeOf = (row: StoredCommand, at: number) => ({
  community: row.community,
  path: row.path,
  resource: 'commands',
  id: row.id,
  op: 'update' as const,
  at,
})

const outgoing = (row: StoredCommand, source: string, address: string): OutgoingCommand => ({
  id: row.id,
  device: row.device,
  address,
  source,
  name: row.name,
  args: row.args,
  notAfter: row.notAfter,
})
