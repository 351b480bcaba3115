import { afterAll, beforeAll, expect, test } from 'vitest'
import { type MeterSite, startMeterSite } from '../plugins/meter.fixture.ts'
import { eventually } from '../sources/testing/eventually.ts'

let site: MeterSite
beforeAll(async () => {
  site = await startMeterSite()
  for (const litres of [1, 500, 1500, 20, 1700]) expect(await site.report({ id: 'm1', litres })).toBe(200)
  await eventually(async () => {
    const { body } = await site.call('GET', '/api/commands')
    expect(body.items.length).toBe(2)
  })
})
afterAll(() => site?.[Symbol.asyncDispose]())

/** Asks for a replay and waits for its end. */
async function replay(body: unknown) {
  const asked = await site.call('POST', '/api/replays', body)
  expect(asked.status).toBe(202)
  return ended(asked.body.id)
}

async function ended(id: string) {
  let job = (await site.call('GET', `/api/replays/${id}`)).body
  await eventually(async () => {
    job = (await site.call('GET', `/api/replays/${id}`)).body
    expect(job.endedAt).not.toBeNull()
  })
  return job
}

const changes = async (id: string) => (await site.call('GET', `/api/replays/${id}/changes`)).body

const flood = (limit: number) => ({
  id: 'flood',
  title: { zh: '水表', en: 'Meter' },
  key: 'device',
  on: [{ device: 'meter', property: 'litres' }],
  when: { '>': [{ var: 'litres' }, limit] },
  do: [{ command: { device: 'self', name: 'shut' } }],
})

test('rules wait for a source that was added after they were published', async () => {
  const { items } = (await site.call('GET', '/api/commands')).body
  expect(items.map(({ name }: { name: string }) => name)).toEqual(['shut', 'shut'])
})

test('as it ran, exactly what ran live comes out again', async () => {
  const job = await replay({ installation: 'meter-lake' })
  expect(job).toMatchObject({ state: 'done', what: 'as-run', over: 'history', exact: true, share: 1 })
  expect(job.rules).toEqual([{ rule: 'flood', kept: 2, new: 0, gone: 0, fired: 0 }])
})

test('another version tells what it would have fired beside, and when', async () => {
  const job = await replay({ installation: 'meter-lake', rules: [flood(100)] })
  expect(job).toMatchObject({ state: 'done', what: 'what-if', exact: null })
  const { items } = await changes(job.id)
  expect(items.filter(({ change }: { change: string }) => change === 'new')).toMatchObject([
    { rule: 'flood', key: 'm1', deviceName: 'M1', action: 'command' },
  ])
})

test('rules that cannot be run are refused before anything is folded', async () => {
  const asked = await site.call('POST', '/api/replays', {
    installation: 'meter-lake',
    rules: [{ ...flood(100), when: { '>': [{ var: 'liters' }, 1] } }],
  })
  expect([asked.status, asked.body.error.code]).toEqual([400, 'replay.problems'])
})

test('a file is replayed with the rules that run', async () => {
  const line = (litres: number, second: number) =>
    JSON.stringify({ time: `2026-11-22T08:00:0${second}+08:00`, device: 'm7', name: 'litres', value: litres })
  const send = await fetch(`${site.server.url}/api/replays/file?installation=meter-lake&lateness=0s`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson', cookie: site.cookie, origin: site.server.url },
    body: [line(1, 1), line(2000, 2), line(3, 3)].join('\n'),
  })
  if (send.status !== 202) throw new Error(await send.text())
  const job = await ended(((await send.json()) as { id: string }).id)
  expect(job).toMatchObject({ state: 'done', over: 'file', records: 3, late: 0 })
  expect(job.rules).toEqual([{ rule: 'flood', kept: 0, new: 0, gone: 0, fired: 1 }])
})

test('a replay that is not there is not there, and one that is done stays done when it is cancelled', async () => {
  expect((await site.call('GET', '/api/replays/none')).body.error.code).toBe('replay.unknown')
  const job = await replay({ installation: 'meter-lake' })
  expect((await site.call('DELETE', `/api/replays/${job.id}`)).body.state).toBe('done')
  expect((await site.call('GET', '/api/replays')).body.items[0].id).toBe(job.id)
})
