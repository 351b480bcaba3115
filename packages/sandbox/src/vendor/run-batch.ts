import type { SandboxErrorCode } from '../errors.ts'
import { type Limits, timeInside } from '../limits.ts'
import type { Bundle, LogLine, Outcome } from '../port.ts'
import type { CallReport } from '../process/requests.ts'
import type { Reply } from '../process/worker-process.ts'
import { type Batch, singles, withoutFirst } from './batch.ts'
import type { Breaker } from './breaker.ts'
import type { Budget } from './budget.ts'
import { failedOutcome, type RawLine, type RawOutcome, readAnswer } from './outcome.ts'
import type { Seat } from './seat.ts'
import type { SourcePlace } from './source-place.ts'

/** A bundle, its limits and how it has behaved. */
export interface Plugin {
  readonly bundle: Bundle
  readonly limits: Limits
  readonly breaker: Breaker
  readonly budget: Budget
  readonly usage: Usage
  /** Where in the author's sources a place of the bundle is. */
  readonly sourcePlace: SourcePlace
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
  /** The domain's process. */
  mainSeat(): Promise<Seat>
  /** A process for this batch alone. */
  newSeat(): Promise<Seat>
  isClosed(): boolean
  /** Told when a strike suspended the plugin. */
  onSuspend(plugin: string, until: number): void
  /** Given what a plugin wrote. */
  onLog(plugin: string, lines: readonly LogLine[]): void
}

const mostAttempts = 5

/** One outcome per item, in order; never rejects for what foreign code did. */
export async function runBatch(around: Surroundings, plugin: Plugin, batch: Batch): Promise<Outcome[]> {
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const closed = refusal(around, plugin)
    if (closed !== null) return failAll(plugin, batch, closed)
    let reply: Reply
    try {
      const seat = await around.mainSeat()
      reply = await seat.send(plugin.bundle, plugin.limits, batch)
    } catch (error) {
      return failAll(plugin, batch, 'sandbox.unavailable', messageOf(error))
    }
    if (reply.kind === 'lost' && !reply.running) continue
    const outcomes = settle(around, plugin, batch, reply) ?? (await quarantine(around, plugin, batch))
    if (outcomes.length === batch.places.length) return outcomes
    return [...outcomes, ...(await runBatch(around, plugin, withoutFirst(batch, outcomes.length)))]
  }
  return failAll(plugin, batch, 'sandbox.unavailable', 'its process ended again and again')
}

/** Runs the items one by one in a process of their own: the one that fails again is the poison. */
async function quarantine(around: Surroundings, plugin: Plugin, batch: Batch): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  const all = singles(batch)
  for (let round = 0; outcomes.length < batch.places.length; round++) {
    const rest = all.slice(outcomes.length)
    const closed =
      refusal(around, plugin) ?? (round > batch.places.length + mostAttempts ? 'sandbox.unavailable' : null)
    if (closed !== null) return [...outcomes, ...rest.map((alone) => fail(plugin, alone, closed))]
    try {
      const seat = await around.newSeat()
      await using _end = seat.worker
      const replies = rest.map((alone) => ({ alone, reply: seat.send(plugin.bundle, plugin.limits, alone) }))
      for (const { alone, reply } of replies) {
        const answered = await reply
        if (answered.kind === 'lost' && !answered.running) break
        outcomes.push(...(settle(around, plugin, alone, answered) ?? []))
      }
    } catch (error) {
      return [
        ...outcomes,
        ...rest.map((alone) => fail(plugin, alone, 'sandbox.unavailable', messageOf(error))),
      ]
    }
  }
  return outcomes
}

/** The outcomes where the reply decides them; null where the item to blame must be found first. */
function settle(around: Surroundings, plugin: Plugin, batch: Batch, reply: Reply): Outcome[] | null {
  const alone = batch.places.length === 1
  if (reply.kind === 'done') {
    charge(around, plugin, reply.header)
    const answer = readAnswer(reply.body, batch.places.length, plugin.limits)
    if (answer !== null && answer.lines.length > 0)
      around.onLog(
        plugin.bundle.plugin,
        answer.lines.map((line) => written(plugin, batch, line)),
      )
    if (answer !== null) return answer.outcomes.map((outcome) => named(plugin, batch, outcome))
    return alone ? [fail(plugin, batch, 'sandbox.output', 'it is not what was asked for')] : null
  }
  const code = codeOf(reply)
  if (!alone && isOneItemsDoing(code)) return null
  if (isStrike(code)) strike(around, plugin)
  return failAll(plugin, batch, code, reply.kind === 'failed' ? reply.detail : '')
}

/** Counts the processor time used, and a strike for each time the time inside ran out. */
function charge(around: Surroundings, plugin: Plugin, header: string): void {
  const report = readReport(header)
  plugin.usage.processorTime += report.used
  plugin.budget.spend(report.used, Date.now())
  for (let count = 0; count < report.timeouts; count++) strike(around, plugin)
}

/** Not believed either: what is no number counts as none. */
function readReport(header: string): { used: number; timeouts: number } {
  try {
    const { used, timeouts } = JSON.parse(header) as CallReport
    return { used: Number(used) || 0, timeouts: Math.min(Number(timeouts) || 0, 10) }
  } catch {
    return { used: 0, timeouts: 0 }
  }
}

function written(plugin: Plugin, { path }: Batch, { level, text, place }: RawLine): LogLine {
  return { level, text, path, ...(place === '' ? {} : { place: plugin.sourcePlace(place) }) }
}

function named(plugin: Plugin, batch: Batch, outcome: RawOutcome): Outcome {
  if (outcome.ok) return outcome
  const { code, detail, place } = outcome
  return fail(plugin, batch, code, place === '' ? detail : `${detail} (${plugin.sourcePlace(place)})`)
}

function fail(
  { bundle, limits, breaker }: Plugin,
  { path }: Batch,
  code: SandboxErrorCode,
  detail = '',
): Outcome {
  const until = new Date(breaker.suspendedUntil(Date.now()) ?? Date.now()).toISOString()
  return failedOutcome(code, { plugin: bundle.plugin, path, limit: limitOf(limits, code), detail, until })
}

function limitOf(limits: Limits, code: SandboxErrorCode): string {
  if (code === 'sandbox.memory') return `${limits.memoryMb} MB`
  return `${timeInside(limits, 1)} ms`
}

function failAll(plugin: Plugin, batch: Batch, code: SandboxErrorCode, detail = ''): Outcome[] {
  return batch.places.map(() => fail(plugin, batch, code, detail))
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
