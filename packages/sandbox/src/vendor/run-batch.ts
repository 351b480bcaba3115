import type { SandboxErrorCode } from '../errors.ts'
import { type Limits, timeInside } from '../limits.ts'
import type { Bundle, Outcome } from '../port.ts'
import type { CallReport } from '../process/requests.ts'
import type { Reply } from '../process/worker-process.ts'
import { type Batch, singles, withoutFirst } from './batch.ts'
import type { Breaker } from './breaker.ts'
import { failedOutcome, type RawOutcome, readOutcomes } from './outcome.ts'
import type { Seat } from './seat.ts'

/** A bundle and how it has behaved. */
export interface Plugin {
  readonly bundle: Bundle
  readonly breaker: Breaker
  readonly usage: Usage
}

/** What a plugin has used since it was loaded. */
export interface Usage {
  calls: number
  items: number
  failed: number
  /** Inside the isolate, ms. */
  processorTime: number
}

/** What running a batch needs of its domain. */
export interface Surroundings {
  readonly limits: Limits
  /** The domain's process. */
  mainSeat(): Promise<Seat>
  /** A process for this batch alone. */
  newSeat(): Promise<Seat>
  isClosed(): boolean
  /** Told when a strike suspended the plugin. */
  onSuspend(plugin: string, until: number): void
}

const mostAttempts = 5

/** One outcome per item, in order; never rejects for what foreign code did. */
export async function runBatch(around: Surroundings, plugin: Plugin, batch: Batch): Promise<Outcome[]> {
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const closed = refusal(around, plugin)
    if (closed !== null) return failAll(around, plugin, batch, closed)
    let reply: Reply
    try {
      const seat = await around.mainSeat()
      reply = await seat.send(plugin.bundle, batch)
    } catch (error) {
      return failAll(around, plugin, batch, 'sandbox.unavailable', messageOf(error))
    }
    if (reply.kind === 'lost' && !reply.running) continue
    const outcomes = settle(around, plugin, batch, reply) ?? (await quarantine(around, plugin, batch))
    if (outcomes.length === batch.places.length) return outcomes
    return [...outcomes, ...(await runBatch(around, plugin, withoutFirst(batch, outcomes.length)))]
  }
  return failAll(around, plugin, batch, 'sandbox.unavailable', 'its process ended again and again')
}

/** Runs the items one by one in a process of their own: the one that fails again is the poison. */
async function quarantine(around: Surroundings, plugin: Plugin, batch: Batch): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  const all = singles(batch)
  for (let round = 0; outcomes.length < batch.places.length; round++) {
    const rest = all.slice(outcomes.length)
    const closed =
      refusal(around, plugin) ?? (round > batch.places.length + mostAttempts ? 'sandbox.unavailable' : null)
    if (closed !== null) return [...outcomes, ...rest.map((alone) => fail(around, plugin, alone, closed))]
    try {
      const seat = await around.newSeat()
      await using _end = seat.worker
      const replies = rest.map((alone) => ({ alone, reply: seat.send(plugin.bundle, alone) }))
      for (const { alone, reply } of replies) {
        const answered = await reply
        if (answered.kind === 'lost' && !answered.running) break
        outcomes.push(...(settle(around, plugin, alone, answered) ?? []))
      }
    } catch (error) {
      return [
        ...outcomes,
        ...rest.map((alone) => fail(around, plugin, alone, 'sandbox.unavailable', messageOf(error))),
      ]
    }
  }
  return outcomes
}

/** The outcomes where the reply decides them; null where the item to blame must be found first. */
function settle(around: Surroundings, plugin: Plugin, batch: Batch, reply: Reply): Outcome[] | null {
  const alone = batch.places.length === 1
  if (reply.kind === 'done') {
    const report = JSON.parse(reply.header) as CallReport
    plugin.usage.processorTime += Number(report.used)
    const raw = readOutcomes(reply.body, batch.places.length, around.limits)
    const known = raw?.filter((outcome) => !outcome.ok && outcome.code === 'sandbox.timeout').length ?? 0
    // Micro-tasks that ran on after the answer are charged too.
    for (let extra = known; extra < report.timeouts; extra++) strike(around, plugin)
    if (raw !== null) return raw.map((outcome) => named(around, plugin, batch, outcome))
    return alone ? [fail(around, plugin, batch, 'sandbox.output', 'it is not what was asked for')] : null
  }
  const code = codeOf(reply)
  if (!alone && isOneItemsDoing(code)) return null
  if (isStrike(code)) strike(around, plugin)
  return failAll(around, plugin, batch, code, reply.kind === 'failed' ? reply.detail : '')
}

function named(around: Surroundings, plugin: Plugin, batch: Batch, outcome: RawOutcome): Outcome {
  if (outcome.ok) return outcome
  if (isStrike(outcome.code)) strike(around, plugin)
  return fail(around, plugin, batch, outcome.code, outcome.detail)
}

function fail(
  { limits }: Surroundings,
  { bundle, breaker }: Plugin,
  { path }: Batch,
  code: SandboxErrorCode,
  detail = '',
): Outcome {
  const limit = code === 'sandbox.memory' ? `${limits.memoryMb} MB` : `${timeInside(limits, 1)} ms`
  const until = new Date(breaker.suspendedUntil(Date.now()) ?? Date.now()).toISOString()
  return failedOutcome(code, { plugin: bundle.plugin, path, limit, detail, until })
}

function failAll(
  around: Surroundings,
  plugin: Plugin,
  batch: Batch,
  code: SandboxErrorCode,
  detail = '',
): Outcome[] {
  return batch.places.map(() => fail(around, plugin, batch, code, detail))
}

function refusal(around: Surroundings, { breaker }: Plugin): SandboxErrorCode | null {
  if (around.isClosed()) return 'sandbox.closed'
  return breaker.suspendedUntil(Date.now()) === null ? null : 'sandbox.suspended'
}

function strike(around: Surroundings, { bundle, breaker }: Plugin): void {
  const now = Date.now()
  if (breaker.strike(now)) around.onSuspend(bundle.plugin, breaker.suspendedUntil(now) ?? now)
}

function codeOf(reply: Exclude<Reply, { kind: 'done' }>): SandboxErrorCode {
  if (reply.kind === 'lost') return reply.killed ? 'sandbox.timeout' : 'sandbox.crashed'
  return reply.code as SandboxErrorCode
}

/** Out of control: what the breaker counts. */
function isStrike(code: SandboxErrorCode): boolean {
  return (
    code === 'sandbox.timeout' ||
    code === 'sandbox.memory' ||
    code === 'sandbox.crashed' ||
    code === 'sandbox.load'
  )
}

/** Trouble that one item of a batch makes for all. */
function isOneItemsDoing(code: SandboxErrorCode): boolean {
  return (
    code === 'sandbox.timeout' ||
    code === 'sandbox.memory' ||
    code === 'sandbox.crashed' ||
    code === 'sandbox.output'
  )
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
