import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../sources/testing/eventually.ts'
import { type MeterSite, meterContract, meterScript, startMeterSite, writePlugin } from './meter.fixture.ts'

const slow = { timeout: 60_000 }

let site: MeterSite
beforeAll(async () => {
  site = await startMeterSite()
}, 60_000)
afterAll(() => site?.[Symbol.asyncDispose]())

/** What a page of the API holds, once it is as the check says. */
async function items<Item>(path: string, check: (items: readonly Item[]) => void): Promise<readonly Item[]> {
  let found: readonly Item[] = []
  await eventually(async () => {
    found = (await site.call('GET', path)).body.items
    check(found)
  })
  return found
}

test('what a plugin writes and how it fails is in its log, without numbers of people', slow, async () => {
  await site.report({ id: 'm1', litres: 1, mood: 'talk' })
  await site.report({ id: 'm1', litres: 2, mood: 'talk' })
  await site.report({ id: 'm1', litres: 3, mood: 'throw' })
  const lines = await items<{ seq: number; code: string }>('/api/plugins/meter/log', (found) =>
    expect(found.at(-1)?.code).toBe('sandbox.thrown'),
  )
  expect(lines).toMatchObject([
    { level: 'warn', text: 'call ••• about •••', count: 2, path: 'codecs.meter', place: 'bundle.js:5:32' },
    { level: 'error', text: expect.stringContaining('TypeError: no such meter'), path: 'codecs.meter' },
  ])
  const after = await site.call('GET', `/api/plugins/meter/log?after=${lines[0]?.seq}`)
  expect(after.body.items).toHaveLength(1)
})

test('a budget is shown, set, audited and enforced', slow, async () => {
  const usual = { memoryMb: 32, processorShare: 1, itemsPerSecond: 1_000_000, outcomeCharacters: 262_144 }
  expect((await site.call('GET', '/api/plugins/meter')).body).toMatchObject({
    budget: usual,
    domain: 'linli-plugin-meter',
  })
  expect((await site.call('PUT', '/api/plugins/meter/budget', { itemsPerSecond: 0 })).status).toBe(400)
  const set = await site.call('PUT', '/api/plugins/meter/budget', { itemsPerSecond: 1 })
  expect(set.body.budget).toEqual({ ...usual, itemsPerSecond: 1 })
  await Promise.all(Array.from({ length: 40 }, (_, n) => site.report({ id: 'm1', litres: n })))
  await eventually(async () => {
    // What came together went together; whatever comes now has to wait too long.
    await site.report({ id: 'm1', litres: 1 })
    const { body } = await site.call('GET', '/api/dead-letters')
    expect(body.items[0]?.params.reason.en).toContain('sandbox.budget')
    expect(body.items[0]?.params.reason.en).toContain('1 items/s')
  })
  await site.call('PUT', '/api/plugins/meter/budget', {})
  const audit = await site.call('GET', '/api/audit')
  expect(audit.body.items).toContainEqual(
    expect.objectContaining({ action: 'plugin.budget', detail: { itemsPerSecond: 1 } }),
  )
})

test(
  'a plugin out of control is suspended, its operators are told, and a person resumes it',
  slow,
  async () => {
    for (let strike = 0; strike < 3; strike++) expect(await site.report({ id: 'm1', mood: 'loop' })).toBe(200)
    await eventually(async () => {
      const { body } = await site.call('GET', '/api/plugins/meter')
      expect(body).toMatchObject({ state: 'suspended', until: expect.stringMatching(/Z$/) })
    })
    await eventually(async () => {
      const { body } = await site.call('GET', '/api/alerts?rule=plugin-suspended')
      expect(body.items).toMatchObject([
        { key: 'meter', state: 'open', installation: 'meter-lake', detail: { plugin: 'meter' } },
      ])
      expect(body.items[0].detail.reason).toContain('codecs.meter')
    })
    const tasks = await site.call('GET', '/api/tasks')
    expect(tasks.body.items).toMatchObject([{ due: expect.stringMatching(/Z$/) }])
    const health = await site.call('GET', '/api/health')
    expect(health.status).toBe(200)
    expect(health.body.checks.find(({ name }: { name: string }) => name === 'plugins').detail.en).toBe(
      'meter suspended',
    )
    const changes = await site.call('GET', '/api/changes?after=0')
    expect(changes.body.items).toContainEqual(expect.objectContaining({ resource: 'plugins', id: 'meter' }))

    await site.report({ id: 'm1', litres: 7777 })
    const refused = await items<{ id: string; params: { reason: { en: string } } }>(
      '/api/dead-letters',
      (found) =>
        expect(found.some(({ params }) => params.reason.en.startsWith('sandbox.suspended'))).toBe(true),
    )
    const kept = refused.find(({ params }) => params.reason.en.startsWith('sandbox.suspended'))
    expect((await site.call('POST', '/api/plugins/meter/resume')).body).toMatchObject({ state: 'ready' })
    await eventually(async () => {
      const { body } = await site.call('GET', '/api/alerts?rule=plugin-suspended')
      expect(body.items).toMatchObject([{ state: 'withdrawn' }])
    })
    const letter = await site.call('POST', `/api/dead-letters/${kept?.id}/replay`)
    // The message may hold what an administrator does not read: neither it nor its hash is told.
    expect(letter.body).toMatchObject({ state: 'replayed', raw: null, sha256: null })
    await eventually(async () => {
      const { body } = await site.call('GET', '/api/observations?device=m1')
      expect(body.items).toContainEqual(expect.objectContaining({ name: 'litres', value: 7777 }))
    })
    const audit = await site.call('GET', '/api/audit')
    expect(audit.body.items).toContainEqual(expect.objectContaining({ action: 'plugin.resume' }))
  },
)

test('a new version that cannot work is refused by name, and the stored one works on', slow, async () => {
  const root = await mkdtemp(path.join(tmpdir(), 'linli-meter-'))
  const good = await writePlugin(root, meterContract, meterScript)
  {
    const first = await startMeterSite({ root, plugins: [good] })
    await first.server[Symbol.asyncDispose]()
  }
  const cases = [
    ['globalThis.linli = { codecs: {} }', /"codecs\.meter" at devices\.meter\.decode\.0/],
    ["import('node:fs')", /line 1: it imports at run time/],
    [`//${'x'.repeat(2 ** 21)}`, /bytes; at most/],
    ['throw new Error("not today")', /not today/],
  ] as const
  const bad = await Promise.all(
    cases.map(([script], n) => writePlugin(root, meterContract, script, `2.0.${n}`)),
  )
  await using next = await startMeterSite({ root, plugins: bad })
  for (const [, sentence] of cases) expect(next.said.join('\n')).toMatch(sentence)
  const { body } = await next.call('GET', '/api/plugins/meter')
  expect(body).toMatchObject({ version: '1.0.0', state: 'refused', budget: { memoryMb: 32 } })
  expect(body.refused.en).toMatch(/meter/)
})

test(
  'production refuses the embedded database, and a sandbox that is too weak unless it is accepted',
  slow,
  async () => {
    await expect(startMeterSite({ more: { profile: 'production' } })).rejects.toMatchObject({
      code: 'store.not-for-production',
    })
  },
)
