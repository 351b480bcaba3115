import type { LogRecord } from '@linli/kernel'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createKernelHost } from './kernel-host.ts'
import type { KernelHost } from './port.ts'

let host: KernelHost
beforeAll(async () => {
  host = await createKernelHost()
}, 30_000)
afterAll(() => host[Symbol.asyncDispose]())

const release: LogRecord = {
  type: 'release',
  stamp: 0,
  installation: 'demo',
  program: {
    release: 1,
    plugin: 'shop',
    settings: {},
    sources: ['s'],
    models: { freezer: { properties: { warm: { type: 'boolean' } }, events: {} } },
    rules: [
      {
        id: 'too-warm',
        title: { zh: '温度过高', en: 'Too warm' },
        on: [{ device: 'freezer', property: 'warm' }],
        key: 'device',
        early: true,
        when: { '==': [{ var: 'warm' }, true] },
        do: [{ alert: { title: { zh: '温度过高', en: 'Too warm' } } }],
      },
    ],
  },
}
const source: LogRecord = { type: 'source', stamp: 0, source: 's', state: 'up', lateness: 1000 }

const reading = (time: number, value: boolean): LogRecord => ({
  type: 'observation',
  stamp: time,
  time,
  source: 's',
  id: `r${time}`,
  seq: 0,
  device: 'd1',
  model: 'shop/freezer',
  place: null,
  kind: 'property',
  name: 'warm',
  value,
})

async function ids(
  partition: string,
  records: readonly LogRecord[],
  now: number | null = null,
): Promise<string[]> {
  return (await host.step(partition, records, now)).map(({ rule, op }) => `${rule}:${op}`)
}

test('our kernel folds records in its own process and answers with effects', async () => {
  await host.open('a', null)
  expect(await ids('a', [source, release])).toEqual([])
  expect(await ids('a', [reading(10_000, true)])).toEqual(['too-warm:assert'])
})

test('partitions do not see each other', async () => {
  await host.open('b', null)
  await host.open('c', null)
  await ids('b', [source, release])
  expect(await ids('c', [reading(10_000, true)])).toEqual([])
  expect(await ids('b', [reading(10_000, true)])).toEqual(['too-warm:assert'])
})

test('a checkpoint goes on where the fold stood', async () => {
  await host.open('d', null)
  await ids('d', [source, release, reading(10_000, true)])
  const checkpoint = await host.save('d')
  await host.open('d', checkpoint)
  expect(await host.save('d')).toBe(checkpoint)
  expect(await ids('d', [reading(20_000, false), reading(30_000, true)])).toContain('too-warm:assert')
})

test('an outline goes on where the fold stood once the log has told the rest', async () => {
  const log = [source, release, reading(10_000, true), reading(10_500, false)]
  await host.open('o', null)
  await ids('o', log)
  const [whole, outline] = [await host.save('o'), await host.outline('o')]
  expect(outline.length).toBeLessThan(whole.length)
  expect(await host.open('o', outline)).toBe(2)
  await host.recall('o', log.slice(2))
  await host.open('whole', whole)
  expect(await host.save('o')).toBe(await host.save('whole'))
})

test('a checkpoint that cannot be read keeps the kernel’s own code', async () => {
  await expect(host.open('e', '{"n":1}')).rejects.toMatchObject({
    name: 'KernelError',
    code: 'kernel.bad-checkpoint',
  })
})

test('a partition that was never opened, or was closed, is named', async () => {
  await expect(host.step('nowhere', [], null)).rejects.toMatchObject({
    code: 'kernel.not-open',
    params: { partition: 'nowhere' },
  })
  await host.open('f', null)
  await host.close('f')
  await expect(host.save('f')).rejects.toMatchObject({ code: 'kernel.not-open' })
})

test('a killed worker loses its partitions, starts again, and they can be refolded', async () => {
  await host.open('g', null)
  const pid = host.health().workers[0]?.pid as number
  process.kill(pid, 'SIGKILL')
  let code = ''
  while (code === '') {
    await host.step('g', [], null).catch((error) => {
      code = error.code
    })
  }
  expect(code).toBe('kernel.lost')
  await expect(host.step('g', [], null)).rejects.toMatchObject({ code: 'kernel.lost' })
  await host.open('g', null)
  expect(await ids('g', [source, release, reading(10_000, true)])).toEqual(['too-warm:assert'])
  expect(host.health().workers[0]).toMatchObject({ restarts: 1, state: 'ready' })
}, 30_000)

const hoarder = `(function () {
  const folds = new Map()
  return {
    open(p) { folds.set(p, []); return '' },
    step(p, columns, text) { for (const [, { n }] of JSON.parse(text).others) for (let i = 0; i < n; i++) folds.get(p).push({ i, text: 'x' + i }); return '[]' },
    recall: () => '',
    save: () => '{}',
    outline: () => '{}',
    close(p) { folds.delete(p); return '' },
    collect() { gc() },
  }
})()`

test('a heap that is nearly full refuses more instead of bursting, and closing a partition makes room', async () => {
  await using full = await createKernelHost({ script: hoarder, heapMb: 64 })
  await full.open('p', null)
  let code = ''
  for (let round = 0; round < 200 && code === ''; round++) {
    await full.step('p', [{ n: 20_000 }] as never, null).catch((error) => {
      code = error.code
    })
  }
  expect(code).toBe('kernel.full')
  await expect(full.open('q', null)).rejects.toMatchObject({
    code: 'kernel.full',
    params: { limit: '64 MB' },
  })
  expect(full.health().workers[0]).toMatchObject({ restarts: 0 })
  await full.close('p')
  await full.open('q', null)
}, 60_000)

test('a heap that bursts costs a restart and no wrong answer', async () => {
  await using burst = await createKernelHost({ script: hoarder, heapMb: 32 })
  await burst.open('p', null)
  await expect(burst.step('p', [{ n: 1e8 }] as never, null)).rejects.toMatchObject({ code: 'kernel.lost' })
  await burst.open('p', null)
  expect(await burst.step('p', [{ n: 1 }] as never, null)).toEqual([])
}, 60_000)
