import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LogRecord, Rule } from '@linli/kernel'
import type { KernelHost } from '@linli/sandbox'
import { defineContract, Type } from '@linli/sdk'
import { defaultConfiguration, toProgram } from '../installations/config.ts'
import { loadRoster } from '../installations/roster.ts'
import type { Observation } from '../pipeline/batch.ts'
import { prepareBatch } from '../pipeline/commit.ts'
import { type ControlBody, encodeControl } from '../pipeline/control.ts'
import { createFolds } from '../pipeline/folds.ts'
import { createJudge } from '../pipeline/judge.ts'
import type { Prepared } from '../pipeline/prepare.ts'
import { json } from '../store/json.ts'
import { createObservationWriter } from '../store/observations.ts'
import { createDatabase } from '../store/server.case.ts'
import { openStore, type Store } from '../store/store.ts'

const title = { zh: '水箱', en: 'Tank' }
const minute = 60_000
export const start = Date.UTC(2026, 0, 15)
/** How late a tank's message may be, ms. */
const lateness = minute

const high = { '>': [{ var: 'level' }, { var: 'settings.limit' }] } as const
const alert = { alert: { title } }

/** Tanks that are too full: for a while, or told early and corrected. */
export const tanks = defineContract({
  id: 'tanks',
  title,
  summary: title,
  settings: Type.Object({ limit: Type.Number({ default: 80, label: title }) }),
  sources: { radio: { title, kind: 'mqtt', dialect: 'json', lateness: '1m' } },
  devices: { tank: { title, properties: { level: Type.Number() } } },
  rules: [
    { id: 'full', title, on: { device: 'tank', property: 'level' }, when: high, for: '5m', do: [alert] },
    { id: 'fills', title, on: { device: 'tank', property: 'level' }, when: high, early: true, do: [alert] },
    { id: 'silent', title, on: { device: 'tank', property: 'level' }, absent: '30m', do: [alert] },
  ],
})

/** The contract's rules with one of them changed. */
export const rulesWith = (id: string, change: Partial<Rule>): readonly Rule[] =>
  tanks.rules.map((rule) => (rule.id === id ? { ...rule, ...change } : rule))

/** Some hours of ten tanks, a good part of it late, with an outage and a release in the middle. */
function records(count: number): LogRecord[] {
  let seed = 7
  const random = (below: number) => {
    seed = (seed * 48271) % 0x7fffffff
    return seed % below
  }
  const out: LogRecord[] = [{ type: 'source', stamp: start, source: 'radio', state: 'up', lateness }]
  const program = (release: number, limit: number) =>
    toProgram(tanks, configuration(limit), release, ['radio'])
  const release = (stamp: number, number: number, limit: number): LogRecord => ({
    type: 'release',
    stamp,
    installation: 'lake-tanks',
    program: program(number, limit),
  })
  out.push(release(start, 1, 80))
  let stamp = start
  for (let index = 0; index < count; index++) {
    stamp += random(4000)
    if (index === Math.floor(count / 3)) out.push(sourceTurn('down', stamp))
    if (index === Math.floor(count / 3) + 20) out.push(sourceTurn('up', stamp))
    if (index === Math.floor(count / 2)) out.push(release(stamp, 2, 90))
    const tank = random(10)
    const isHigh = (Math.floor((stamp - start) / minute) + tank * 7) % 40 < 9
    const late = random(3) === 0 ? random(70_000) : 0
    out.push({
      type: 'observation',
      stamp,
      time: stamp - late,
      source: 'radio',
      id: `o-${index}`,
      seq: index,
      device: `tank-${tank}`,
      model: 'tanks/tank',
      place: null,
      kind: 'property',
      name: 'level',
      value: isHigh ? 82 + random(18) : 60 + random(22),
    })
  }
  return out
}

const sourceTurn = (state: 'up' | 'down', stamp: number) =>
  ({ type: 'source', stamp, source: 'radio', state, lateness }) as const

/** A database of its own; gone when disposed. */
export async function openTemporary(kind: 'pglite' | 'postgres'): Promise<Store> {
  await using parts = new AsyncDisposableStack()
  const dir = mkdtempSync(join(tmpdir(), 'linli-replay-'))
  parts.defer(() => rmSync(dir, { recursive: true, force: true }))
  const url = kind === 'postgres' ? parts.use(await createDatabase()).url : undefined
  const store = parts.use(await openStore({ dir, url }))
  const owned = parts.move()
  return { ...store, [Symbol.asyncDispose]: () => owned.disposeAsync() }
}

const community = 'lake'
const path = 'yun.lake'

const configuration = (limit: number) => ({ ...defaultConfiguration(tanks), settings: { limit } })

async function seed({ db }: Store): Promise<void> {
  await db.insertInto('communities').values({ id: community, path, name: '南湖', createdAt: start }).execute()
  await db
    .insertInto('plugins')
    .values({
      id: 'tanks',
      version: '1.0.0',
      contract: json(tanks),
      bundle: '',
      hash: 'h',
      installedAt: start,
    })
    .execute()
  await db
    .insertInto('installations')
    .values({
      id: 'lake-tanks',
      community,
      path,
      plugin: 'tanks',
      pluginVersion: '1.0.0',
      title: '水箱',
      draft: json(configuration(90)),
      release: null,
      createdAt: start,
    })
    .execute()
  const release = (number: number, limit: number) => ({
    installation: 'lake-tanks',
    number,
    community,
    path,
    config: json(configuration(limit)),
    contractVersion: '1.0.0',
    publishedBy: 'a-chen',
    publishedAt: start,
    note: '',
  })
  await db
    .insertInto('releases')
    .values([release(1, 80), release(2, 90)])
    .execute()
}

/** Lets the pipeline's own judge and writer live through a history, in batches, with time passing between and after them. */
export async function liveThrough(store: Store, kernel: KernelHost, count: number): Promise<void> {
  await seed(store)
  const roster = await loadRoster(store.db)
  const judge = createJudge(
    createFolds(kernel, store.db, () => Promise.resolve()),
    roster,
  )
  const observations = createObservationWriter(store)
  const run = async (prepared: Prepared) => {
    const outcome = await judge.judge(prepared)
    await store.transaction(await prepareBatch(outcome, roster, observations))
    judge.stored(outcome)
  }
  const empty = { observations: [], records: [], controls: [], refused: [] }
  let position = 0
  let batch: Observation[] = []
  let now = start
  const flush = async () => {
    if (batch.length === 0) return
    await run({ ...empty, observations: batch, end: position, now })
    batch = []
  }
  for (const record of records(count)) {
    if (record.type !== 'observation' || batch.length === 700) await flush()
    now = record.stamp
    position += 1
    if (record.type === 'observation') batch.push(observed(record, position))
    else if (record.type !== 'suspension')
      await run({ ...empty, controls: [controlled(record, position)], end: position, now })
  }
  await flush()
  // The server goes on for a while with nothing coming in, and ends between two timers.
  for (const after of [900, minute, 13 * minute, 31.5 * minute])
    await run({ ...empty, end: position, now: now + after })
}

const observed = (record: LogRecord & { readonly type: 'observation' }, position: number): Observation => ({
  ...record,
  position,
  ordinal: 0,
  community,
  path,
  installation: null,
  timeReason: 'device',
  late: record.stamp - record.time > lateness,
  identity: null,
})

function controlled(
  record: Exclude<LogRecord, { readonly type: 'observation' | 'suspension' }>,
  position: number,
) {
  const body: ControlBody =
    record.type === 'release'
      ? {
          kind: 'release',
          installation: record.installation,
          number: record.program?.release ?? 0,
          program: record.program,
        }
      : { kind: 'source', source: record.source, state: record.state, lateness: record.lateness }
  const entry = {
    type: 'control',
    community,
    control: body.kind,
    body: encodeControl(body),
    position,
    stamp: record.stamp,
  } as const
  return { entry, body, path }
}
