import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openStore, type Store } from '@linli/runtime'
import { expect, test } from 'vitest'
import { startLinli, until } from '../linli.ts'
import { load, nothingYet } from './load.ts'

const kills = process.env.LINLI_LONG ? 100 : 10

test(`after ${kills} kills under load every acknowledged message is stored once and every effect happened once`, {
  timeout: kills * 20_000 + 60_000,
}, async () => {
  const dir = await mkdtemp(path.join(tmpdir(), 'linli-crash-'))
  const acknowledged = nothingYet()
  for (let round = 0; round < kills; round++) {
    await using linli = await startLinli({ dir })
    const stop = new AbortController()
    const loading = load(linli, round, acknowledged, stop.signal)
    await new Promise((resolve) => setTimeout(resolve, 1500 + ((round * 337) % 1500)))
    await linli.kill('SIGKILL')
    stop.abort()
    await loading
  }
  await settle(dir)
  await check(dir, acknowledged)
  await rm(dir, { recursive: true, force: true })
})

/** One more start, which works off what the journal still holds. */
async function settle(dir: string): Promise<void> {
  await using linli = await startLinli({ dir })
  const api = await linli.signIn()
  await until(
    () => api<string>('/api/metrics'),
    (text) => figure(text, 'linli_pipeline_position') === figure(text, 'linli_journal_position'),
    60_000,
  )
  // Effects and deadlines are worked off right behind the pipeline.
  await new Promise((resolve) => setTimeout(resolve, 1500))
}

const figure = (metrics: string, name: string) =>
  Number(new RegExp(`^${name} (\\d+)`, 'm').exec(metrics)?.[1] ?? Number.NaN)

async function check(dir: string, acknowledged: ReturnType<typeof nothingYet>): Promise<void> {
  await using store = await openStore({ dir })
  const observations = await store.db.selectFrom('observations').select(['id', 'source', 'name']).execute()
  const stored = observations
    .filter((one) => one.source === 'demo-lorawan' && one.name === 'occupied')
    .map((one) => one.id)
  expect(new Set(stored).size, 'an uplink is stored twice').toBe(stored.length)
  const ids = new Set(stored.map((id) => /up-\d+-\d+/.exec(id)?.[0]))
  const lost = [...acknowledged.uplinks].filter((id) => !ids.has(id))
  expect(lost, 'acknowledged uplinks that are not stored').toEqual([])
  expect(acknowledged.uplinks.size).toBeGreaterThan(500)

  const alerts = await store.db
    .selectFrom('alerts')
    .select(['key', 'effectId'])
    .where('rule', '=', 'unknown-plate')
    .execute()
  const keys = alerts.map((one) => one.key)
  expect(new Set(keys).size, 'a plate raised two alerts').toBe(keys.length)
  expect(
    [...acknowledged.plates].filter((plate) => !keys.includes(plate)),
    'acknowledged plates without an alert',
  ).toEqual([])
  const incidents = await store.db.selectFrom('incidents').select('alert').execute()
  expect(new Set(incidents.map((one) => one.alert)).size).toBe(incidents.length)

  const commands = await store.db.selectFrom('commands').select(['effectId', 'state']).execute()
  expect(new Set(commands.map((one) => one.effectId)).size, 'a command was made twice').toBe(commands.length)
  expect(
    commands.filter((one) => ['pending', 'sent'].includes(one.state)),
    'commands without an end',
  ).toEqual([])
  expect(acknowledged.opened.length).toBeLessThanOrEqual(commands.length)
  await checkInterruptions(store)
  const pending = await store.db
    .selectFrom('effects')
    .select('effectId')
    .where('state', '=', 'pending')
    .execute()
  expect(pending).toEqual([])
  console.log(
    `kill -9 × ${kills}: ${acknowledged.uplinks.size} uplinks and ${acknowledged.plates.size} plates acknowledged, ${stored.length} uplinks stored, ${alerts.length} alerts, ${commands.length} commands, ${acknowledged.opened.length} openings; 0 lost, 0 twice`,
  )
}

/** Each kill is in the log as a stretch in which the source was away: from the last thing known until the next start. */
async function checkInterruptions(store: Store): Promise<void> {
  const rows = await store.db
    .selectFrom('controls')
    .select(['stamp', 'body'])
    .where('kind', '=', 'source')
    .orderBy('position')
    .execute()
  const states = rows
    .map((row) => ({
      stamp: row.stamp,
      ...(row.body as { readonly source: string; readonly state: 'up' | 'down' }),
    }))
    .filter((one) => one.source === 'demo-lorawan')
  const away = states.flatMap((one, index) => {
    const before = states[index - 1]
    return one.state === 'up' && before?.state === 'down' ? [one.stamp - before.stamp] : []
  })
  expect(away.length).toBeGreaterThanOrEqual(kills)
  expect(Math.min(...away), 'a start takes longer than this, so the source was away longer').toBeGreaterThan(
    200,
  )
}
