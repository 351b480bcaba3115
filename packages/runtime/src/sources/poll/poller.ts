import { setTimeout as sleep } from 'node:timers/promises'
import type { Broker } from '../../outgoing/broker.ts'
import type { HostGrant } from '../../outgoing/grant.ts'
import type { Ingest } from '../source.ts'
import { readConfig, type SourceRow } from '../source-row.ts'
import { countRefusal, type Tally } from '../tally.ts'

/** What polling needs of the rest of the server. */
export interface PollSupplies {
  readonly broker: Broker
  /** What the source's installation may reach, as it is granted now. */
  grants(source: string): readonly HostGrant[]
  /** A fetch was refused for want of a grant. */
  refused(source: string, error: unknown): Promise<void>
}

/** A source that is fetched again and again, until it is stopped. */
export interface Poller {
  stop(): Promise<void>
}

/** After a refusal nothing changes by itself: ask seldom. */
const refusedPause = 5 * 60_000
const shortestPause = 1000

/**
 * Fetches the source's address at its interval and hands each body in as a message. The source is up while that works and
 * down while it does not; what is missed is not caught up.
 */
export function startPoller(row: SourceRow, tally: Tally, ingest: Ingest, supplies: PollSupplies): Poller {
  const stopped = new AbortController()
  const running = run(row, tally, ingest, supplies, stopped.signal)
  return {
    async stop() {
      stopped.abort()
      await running
    },
  }
}

async function run(
  row: SourceRow,
  tally: Tally,
  ingest: Ingest,
  supplies: PollSupplies,
  signal: AbortSignal,
): Promise<void> {
  const { interval = 60 } = readConfig(row.config)
  const become = async (state: 'up' | 'down') => {
    if (tally.state === state) return
    tally.state = state
    await ingest.connected(row.community, row.id, state === 'up').catch(() => {})
  }
  while (!signal.aborted) {
    const began = Date.now()
    let pause = interval * 1000
    try {
      await poll(row, ingest, supplies, signal, () => become('up'))
      tally.accepted += 1
    } catch (error) {
      if (signal.aborted) break
      countRefusal(tally, error)
      await become('down')
      if (isRefusal(error)) {
        await supplies.refused(row.id, error).catch(() => {})
        pause = Math.max(pause, refusedPause)
      }
    }
    await rest(began + pause, () => supplies.grants(row.id), signal)
  }
  await become('down')
}

/** Until then, or until other hosts are granted. */
async function rest(end: number, grants: () => readonly HostGrant[], signal: AbortSignal): Promise<void> {
  const before = JSON.stringify(grants())
  do await sleep(shortestPause, undefined, { signal, ref: false }).catch(() => {})
  while (!signal.aborted && Date.now() < end && JSON.stringify(grants()) === before)
}

async function poll(
  { id, community, config }: SourceRow,
  ingest: Ingest,
  { broker, grants }: PollSupplies,
  signal: AbortSignal,
  isUp: () => Promise<void>,
): Promise<void> {
  const { url = '', headers = {} } = readConfig(config)
  const { contentType, body } = await broker.fetch({ url, headers, grants: grants(id), signal })
  // Journalled before the message, so that it counts as on time.
  await isUp()
  const meta: Record<string, string> = contentType === null ? {} : { contentType: contentType.slice(0, 200) }
  // The address may hold credentials: it is not kept with the message.
  await ingest.accept({ community, source: id, channel: `poll/${id}`, address: null, meta, body })
}

const isRefusal = (error: unknown) =>
  ['outgoing.not-granted', 'outgoing.private'].includes((error as { code?: string }).code ?? '')
