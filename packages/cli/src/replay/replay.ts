import { readFile } from 'node:fs/promises'
import { type Duration, type Json, type Rule, readDuration } from '@linli/kernel'
import {
  type Change,
  type Choice,
  chooseProgram,
  defaultProgram,
  findReplayed,
  openHistory,
  readPlugin,
  replayHistory,
  replayLog,
  runtimeError,
} from '@linli/runtime'
import { createKernelHost } from '@linli/sandbox'
import type { ReplayOptions } from './command.ts'
import { createPrinter, type Names } from './printer.ts'
import { createProgress } from './progress.ts'

/** Replays what the options name and prints it. Exit code 1 where what ran live does not come out again. */
export async function replay(options: ReplayOptions): Promise<void> {
  const { installation, plugin, log } = options
  if (installation !== undefined && plugin === undefined && log === undefined)
    return replayInstallation(installation, options)
  if (installation === undefined && plugin !== undefined && log !== undefined)
    return replayFile(plugin, log, options)
  throw runtimeError('replay.options', {})
}

async function replayInstallation(id: string, options: ReplayOptions): Promise<void> {
  const choice = await readChoice(options)
  const stretch = readStretch(options)
  await using history = await openHistory({ dataDir: options.data, databaseUrl: process.env.DATABASE_URL })
  const installation = await findReplayed(history.db, id)
  const program = choice && (await chooseProgram(history.db, installation, choice))
  await using kernel = await createKernelHost({ workers: program ? 2 : 1 })
  const names = namesOf(
    [...installation.draft.rules, ...(program?.rules ?? [])],
    await deviceNames(history, installation.community),
  )
  const printer = createPrinter(names, options.json === true)
  const progress = createProgress()
  const summary = await drain(
    replayHistory(history, kernel, {
      installation,
      program,
      stretch,
      now: Date.now(),
      progress: progress.show,
    }),
    printer.change,
  )
  progress.done()
  printer.history({ id, whatIf: program !== null, ...summary })
  if (!program && !summary.exact) process.exitCode = 1
}

async function replayFile(dir: string, file: string, options: ReplayOptions): Promise<void> {
  const choice = await readChoice(options)
  const stretch = readStretch(options)
  const lateness = readLateness(options.lateness ?? '0s')
  const { contract } = await readPlugin(dir)
  const program = defaultProgram(contract, {})
  const other = choice && defaultProgram(contract, choice)
  await using kernel = await createKernelHost({ workers: other ? 2 : 1 })
  const printer = createPrinter(
    namesOf([...program.rules, ...(other?.rules ?? [])], new Map()),
    options.json === true,
  )
  const progress = createProgress()
  const summary = await drain(
    replayLog(kernel, { file, contract, program, other, stretch, lateness, progress: progress.show }),
    printer.change,
  )
  progress.done()
  printer.log({ file, ...summary })
}

/** Hands on what a generator yields; gives what it returns. */
async function drain<Result>(
  changes: AsyncGenerator<Change, Result, undefined>,
  take: (change: Change) => void,
): Promise<Result> {
  for (;;) {
    const { done, value } = await changes.next()
    if (done) return value
    take(value)
  }
}

async function deviceNames(
  { db }: Awaited<ReturnType<typeof openHistory>>,
  community: string,
): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('devices')
    .select(['id', 'name'])
    .where('community', '=', community)
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

function namesOf(rules: readonly Rule[], devices: ReadonlyMap<string, string>): Names {
  return { rules: new Map(rules.map(({ id, title }) => [id, title])), devices }
}

/** What is to run instead; null to replay as it ran. */
async function readChoice({ draft, release, rules, settings }: ReplayOptions): Promise<Choice | null> {
  if (!draft && release === undefined && rules === undefined && settings === undefined) return null
  return {
    ...(draft ? { configuration: 'draft' as const } : {}),
    ...(release === undefined ? {} : { configuration: readNumber(release) }),
    ...(rules === undefined
      ? {}
      : { rules: await readJson<readonly Rule[]>(rules, Array.isArray, 'a JSON array of rules') }),
    ...(settings === undefined
      ? {}
      : {
          settings: await readJson<Readonly<Record<string, Json>>>(
            settings,
            isObject,
            'a JSON object of settings',
          ),
        }),
  }
}

const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value)

async function readJson<Value>(
  file: string,
  fits: (value: unknown) => boolean,
  wanted: string,
): Promise<Value> {
  let value: unknown
  try {
    value = JSON.parse(await readFile(file, 'utf8'))
  } catch (cause) {
    throw runtimeError('replay.bad-file', { file, reason: (cause as Error).message }, { cause })
  }
  if (!fits(value)) throw runtimeError('replay.bad-file', { file, reason: `it is not ${wanted}` })
  return value as Value
}

function readStretch({ from, to }: ReplayOptions) {
  return { from: readTime('--from', from) ?? -Infinity, to: readTime('--to', to) ?? Infinity }
}

function readTime(option: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined
  const time = Date.parse(value)
  if (Number.isFinite(time)) return time
  throw runtimeError('replay.bad-option', { option, value, wanted: '2026-03-02T08:00:00+08:00' })
}

function readNumber(value: string): number {
  if (/^[1-9]\d{0,8}$/.test(value)) return Number(value)
  throw runtimeError('replay.bad-option', { option: '--release', value, wanted: '1, 2, 3 …' })
}

function readLateness(value: string): number {
  if (/^0+(ms|s|m|h|d)$/.test(value)) return 0
  const length = readDuration(value as Duration, {})
  if (length !== null) return length
  throw runtimeError('replay.bad-option', { option: '--lateness', value, wanted: '0s, 30s, 5m' })
}
