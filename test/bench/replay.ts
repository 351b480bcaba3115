import { cpus } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { Rule } from '@linli/kernel'
import {
  defaultProgram,
  findReplayed,
  json,
  openHistory,
  openStore,
  readPlugin,
  replayHistory,
  type Store,
} from '@linli/runtime'
import { createKernelHost } from '@linli/sandbox'
import { sql } from 'kysely'
import { command, root } from '../command.ts'
import { createDatabase } from './database.ts'

/**
 * `npm run bench:replay`: a month of a thousand devices out of PostgreSQL, through ten rules in the kernel worker, and
 * compared with what ran live; beside it the same rows merely read, one by one. `-- --count N`.
 */
const { values } = parseArgs({ options: { count: { type: 'string', default: '1000000' } } })
const count = Number(values.count)
const start = Date.UTC(2026, 9, 1)
const month = 30 * 24 * 3600_000

const folder = 'examples/vendor-plugin'
if ((await command(['packages/cli/bin/linli.ts', 'plugin', 'build', folder])) !== 0) process.exit(1)
const { contract } = await readPlugin(path.join(root, folder))
const database = await createDatabase()
{
  await using store = await openStore({ url: database.url })
  await seed(store)
  const read = await timed(() => readOnly(store))
  const replayed = await timed(replay)
  const rate = (ms: number) => `${Math.round(count / (ms / 1000)).toLocaleString('en')}/s`.padStart(10)
  console.log(
    `\n${cpus().length} × ${cpus()[0]?.model ?? 'cpu'}, Node ${process.versions.node}, ${count} observations of 30 days, 1,000 devices, 10 rules`,
  )
  console.log(`rows read by pg, page by page      ${rate(read)}   1.00`)
  console.log(`read, folded, compared with live   ${rate(replayed)}   ${(read / replayed).toFixed(2)}`)
}
await database.drop()

async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

async function readOnly({ db }: Store): Promise<void> {
  for (let after = 0; after < count; ) {
    const rows = await db
      .selectFrom('observations')
      .selectAll()
      .where('community', '=', 'bench')
      .where('position', '>', after)
      .orderBy('position')
      .limit(5000)
      .execute()
    after = rows.at(-1)?.position ?? count
  }
}

async function replay(): Promise<void> {
  await using history = await openHistory({ dataDir: '', databaseUrl: database.url })
  await using kernel = await createKernelHost()
  const installation = await findReplayed(history.db, 'cold-chain')
  const replayed = replayHistory(history, kernel, {
    installation,
    program: null,
    stretch: { from: -Infinity, to: Infinity },
    now: start + month,
    progress: () => {},
  })
  let step = await replayed.next()
  while (!step.done) step = await replayed.next()
  if (step.value.records < count) throw new Error(`only ${step.value.records} records were folded`)
}

/** Ten rules over one reading, some with a memory; few of them ever fire. */
function rules(): readonly Rule[] {
  const [rule] = contract.rules as readonly [Rule]
  const above = (limit: number) => ({ '>': [{ var: 'temperature' }, limit] })
  return [
    { ...rule, id: 'sliding', when: above(98.9), for: '30m' },
    { ...rule, id: 'silent', when: true, absent: '2d' },
    ...Array.from({ length: 8 }, (_, at) => ({ ...rule, id: `above-${at}`, when: above(98.85 + at / 100) })),
  ]
}

async function seed({ db }: Store): Promise<void> {
  const scope = { community: 'bench', path: 'bench' }
  const program = { ...defaultProgram(contract, { rules: rules() }), sources: ['fridges'] }
  await db
    .insertInto('plugins')
    .values({
      id: contract.id,
      version: '1',
      contract: json(contract),
      bundle: '',
      hash: '',
      installedAt: start,
    })
    .execute()
  const config = json({ settings: {}, bindings: {}, rules: program.rules })
  await db
    .insertInto('installations')
    .values({
      ...scope,
      id: contract.id,
      plugin: contract.id,
      pluginVersion: '1',
      title: '',
      draft: config,
      release: 1,
      createdAt: start,
    })
    .execute()
  const up = { kind: 'source', source: 'fridges', state: 'up', lateness: 10_000 }
  const release = { kind: 'release', installation: contract.id, number: 1, program }
  await db
    .insertInto('controls')
    .values(
      [up, release].map((body, at) => ({
        ...scope,
        position: at + 1,
        stamp: start,
        kind: body.kind,
        body: json(body),
      })),
    )
    .execute()
  await sql`
insert into series (community, path, source, device, model, place, kind, name, installation)
select 'bench', 'bench', 'fridges', 'fridge-' || n, 'cold-chain/fridge', null, 'property', 'temperature', null
from generate_series(0, 999) n;
create table observation_log_2026_10 partition of observation_log
  for values from (${sql.lit(start)}) to (${sql.lit(Date.UTC(2026, 10, 1))});
insert into observation_log
select 'bench', 'bench', n + 2, 0, s.id, null, to_jsonb((n * 7919) % 991 / 10.0),
  ${sql.lit(start)} + n * ${sql.lit(month)} / ${sql.lit(count)} - n % 5000,
  ${sql.lit(start)} + n * ${sql.lit(month)} / ${sql.lit(count)}, 0, 'device', false
from generate_series(1::bigint, ${sql.lit(count)}) n join series s on s.device = 'fridge-' || n % 1000;
insert into partitions values ('bench', 'bench', ${sql.lit(count + 2)}, null, 0, ${sql.lit(start + month)});
analyze`.execute(db)
}
