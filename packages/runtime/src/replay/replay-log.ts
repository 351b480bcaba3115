import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import type { Json, LogRecord, Program } from '@linli/kernel'
import type { KernelHost } from '@linli/sandbox'
import type { Contract } from '@linli/sdk'
import { runtimeError } from '../errors.ts'
import { type Change, isWithin, type Stretch } from './change.ts'
import { createFirings } from './compare-firings.ts'
import { createLineReader, type LineReader } from './log-line.ts'
import { createStanding } from './standing.ts'

/** Records folded at once. */
const PAGE = 5000

export interface LogReplay {
  /** JSON lines in the order in which they arrived. */
  readonly file: string
  readonly contract: Contract
  readonly program: Program
  /** Compared with `program`; null tells what that fires. */
  readonly other: Program | null
  readonly stretch: Stretch
  /** How late (ms) a source may be that no line says it of. */
  readonly lateness: number
  readonly progress: (done: { readonly records: number; readonly share: number }) => void
}

/** What a replay of a file comes to. */
export interface LogSummary {
  /** Lines that were read. */
  readonly records: number
  /** Observations that came later than their source may: rules did not see them. */
  readonly late: number
  /** Until when the clock went, ms; null for an empty file. */
  readonly clock: number | null
}

/** Folds a file of observations with a plugin's rules, page by page, and tells what fires, or what another version changes. */
export async function* replayLog(
  kernel: KernelHost,
  { file, contract, program, other, stretch, lateness, progress }: LogReplay,
): AsyncGenerator<Change, LogSummary, undefined> {
  const reader = createLineReader(contract, lateness)
  const firings = createFirings(stretch)
  const standing = createStanding()
  const folds = await Promise.all([open(kernel, 'log', program), other && open(kernel, 'log:other', other)])
  let records = 0

  async function step(page: readonly LogRecord[], now: number | null): Promise<Change[]> {
    const [old, fresh] = await Promise.all([folds[0].step(page, now), folds[1]?.step(page, now) ?? []])
    return other ? firings.take(old, fresh) : standing.settle(old).flatMap(fired)
  }
  const fired = (effect: Change['effect']): Change[] =>
    isWithin(stretch, effect) ? [{ change: 'fired', effect }] : []

  for await (const { page, lines, share } of readPages(file, reader)) {
    yield* await step(page, null)
    records += lines
    progress({ records, share })
  }
  const isEmpty = reader.last === -Infinity
  const end = Number.isFinite(stretch.to) ? Math.max(stretch.to, reader.last) : reader.last
  // What is due by the end is settled once nothing on time can come any more.
  const last = isEmpty ? [] : await step([], end + reader.lateness + 1)
  const rest = other ? firings.end() : standing.rest().flatMap(fired)
  for (const change of [...last, ...rest]) if (change.effect.at <= end) yield change
  await Promise.all(folds.map((fold) => fold?.close()))
  return { records, late: reader.late, clock: isEmpty ? null : end }
}

async function open(kernel: KernelHost, name: string, program: Program) {
  await kernel.open(name, null)
  // Before any line, so that the rules are in force whatever a line's event time is.
  await kernel.step(name, [{ type: 'release', stamp: 0, installation: program.plugin, program }], null)
  return {
    step: (page: readonly LogRecord[], now: number | null) => kernel.step(name, page, now),
    close: () => kernel.close(name),
  }
}

async function* readPages(
  file: string,
  reader: LineReader,
): AsyncGenerator<{ page: LogRecord[]; lines: number; share: number }, void, undefined> {
  const unreadable = (cause: Error): never => {
    throw runtimeError('replay.bad-file', { file, reason: cause.message }, { cause })
  }
  const { size } = await stat(file).catch(unreadable)
  const input = createReadStream(file)
  const lines = createInterface({ input, crlfDelay: Infinity })
  let broken: Error | null = null
  input.on('error', (error) => {
    broken = error
    lines.close()
  })
  let number = 0
  let page: LogRecord[] = []
  let used = 0
  for await (const line of lines) {
    number += 1
    if (line.trim() === '') continue
    page.push(...readLine(file, line, number, reader))
    used += 1
    if (page.length < PAGE) continue
    yield { page, lines: used, share: input.bytesRead / size }
    page = []
    used = 0
  }
  if (broken) unreadable(broken)
  if (page.length > 0) yield { page, lines: used, share: 1 }
}

function readLine(file: string, line: string, number: number, reader: LineReader): LogRecord[] {
  const refuse = (reason: string): never => {
    throw runtimeError('replay.bad-line', { file, line: number, reason })
  }
  let json: Json
  try {
    json = JSON.parse(line.startsWith('\uFEFF') ? line.slice(1) : line) as Json
  } catch (error) {
    return refuse((error as Error).message)
  }
  return reader.read(json, number, refuse)
}
