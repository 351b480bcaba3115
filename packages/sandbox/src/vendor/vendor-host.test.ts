import { transform } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { defaultLimits } from '../limits.ts'
import type { Bundle, LogLine, Outcome, VendorHost } from '../port.ts'
import { createVendorHost } from './vendor-host.ts'

let host: VendorHost
const suspended: string[] = []
const written: string[] = []
const log: (LogLine & { readonly plugin: string })[] = []

beforeAll(async () => {
  host = await createVendorHost({
    onSuspend: (plugin) => suspended.push(plugin),
    onLog: (plugin, lines) => {
      log.push(...lines.map((line) => ({ plugin, ...line })))
      written.push(...lines.map(({ level, text }) => `${plugin} ${level} ${text}`))
    },
  })
}, 30_000)
afterAll(() => host[Symbol.asyncDispose]())

let count = 0

async function loaded(script: string, more: Partial<Bundle> = {}): Promise<string> {
  const plugin = `plugin-${++count}`
  await host.load({ plugin, version: '1.0.0', domain: 'vendor', script, ...more })
  return plugin
}

const values = (outcomes: Outcome[]) =>
  outcomes.map((outcome) => (outcome.ok ? outcome.value : outcome.error.code))

test('a function is called once per item, in order', async () => {
  const plugin = await loaded('globalThis.linli = { codecs: { double: (x) => x.n * 2 } }')
  const items = Array.from({ length: 1000 }, (_, n) => ({ n }))
  expect(values(await host.call(plugin, 'codecs.double', items, 0))).toEqual(items.map(({ n }) => n * 2))
})

test('an item that throws leaves its neighbours alone and the error names plugin and function', async () => {
  const plugin = await loaded(
    'globalThis.linli = { codecs: { f: (x) => { if (x === 2) throw new TypeError("bad payload"); return x } } }',
  )
  const outcomes = await host.call(plugin, 'codecs.f', [1, 2, 3], 0)
  expect(values(outcomes)).toEqual([1, 'sandbox.thrown', 3])
  expect(outcomes[1]).toMatchObject({ error: { message: expect.stringContaining('TypeError: bad payload') } })
  expect(outcomes[1]).toMatchObject({ error: { params: { plugin, path: 'codecs.f' } } })
})

test('a published codec in the TS013 style runs unchanged', async () => {
  const plugin = await loaded(`
    function decodeUplink(input) {
      var buffer = Buffer.from(input.bytes);
      return { data: { level: buffer.readInt16BE(0) / 100, port: input.fPort, year: input.recvTime.getUTCFullYear() } };
    }`)
  const input = { bytes: [0x09, 0xc4], fPort: 2, recvTime: '2026-01-02T03:04:05Z' }
  expect(values(await host.call(plugin, 'decodeUplink', [input], 0))).toEqual([
    { data: { level: 25, port: 2, year: 2026 } },
  ])
})

test('a script in the CommonJS style is found through module.exports', async () => {
  const plugin = await loaded('const f = (x) => x + 1; module.exports = { f }; exports.g = 1')
  expect(values(await host.call(plugin, 'f', [1], 0))).toEqual([2])
})

test('clock and randomness are the caller’s, so a call replays in any batch', async () => {
  const plugin = await loaded(`globalThis.linli = { functions: { f: () =>
    [Date.now(), new Date().toISOString(), Date(), Math.random(), new Intl.DateTimeFormat('en', { year: 'numeric' }).format()] } }`)
  const times = [Date.UTC(2001, 0, 1), Date.UTC(2002, 0, 1)]
  const together = values(await host.call(plugin, 'functions.f', ['a', 'b'], times)) as unknown[][]
  const alone = values(await host.call(plugin, 'functions.f', ['b'], times[1] ?? 0))
  expect(together[0]?.slice(0, 2)).toEqual([times[0], '2001-01-01T00:00:00.000Z'])
  expect(together[0]?.[2]).toContain('2001 00:00:00 GMT+0000')
  expect(together[0]?.[4]).toBe('2001')
  expect(together[1]).toEqual(alone[0])
  expect(together[0]?.[3]).not.toBe(together[1]?.[3])
})

test('subclasses and instances of the fixed clock work as dates do', async () => {
  const plugin = await loaded(`globalThis.linli = { functions: { f: () => {
    class Day extends Date { year() { return this.getUTCFullYear() } }
    return [new Day(0).year(), new Date(0) instanceof Date, new (new Date().constructor)().getTime(), Date.UTC(1970, 0, 2)]
  } } }`)
  expect(values(await host.call(plugin, 'functions.f', [null], 5))).toEqual([[1970, true, 5, 86_400_000]])
})

test('nothing that waits, shares memory or reaches the machine is there', async () => {
  const names = [
    'setTimeout',
    'setInterval',
    'queueMicrotask',
    'fetch',
    'process',
    'require',
    'WebAssembly',
    'SharedArrayBuffer',
    'Atomics',
    'WeakRef',
    'FinalizationRegistry',
    'performance',
    'gc',
    'linliHost',
  ]
  const plugin = await loaded(`globalThis.linli = { functions: { f: (name) => typeof globalThis[name] } }`)
  expect(values(await host.call(plugin, 'functions.f', names, 0))).toEqual(names.map(() => 'undefined'))
})

test('a promise is refused with the reason', async () => {
  const plugin = await loaded('globalThis.linli = { functions: { f: async () => 1 } }')
  expect(values(await host.call(plugin, 'functions.f', [1], 0))).toEqual(['sandbox.async'])
})

test('a function that is not there is named', async () => {
  const plugin = await loaded('globalThis.linli = { functions: {} }')
  for (const path of [
    'functions.f',
    'functions.constructor',
    'toString',
    '__proto__.valueOf',
    'f; globalThis.x = 1',
    '',
  ]) {
    expect(values(await host.call(plugin, path, [1], 0))).toEqual(['sandbox.function-missing'])
  }
})

test('a plugin that was never loaded, or was unloaded, is named', async () => {
  expect(values(await host.call('nobody', 'f', [1], 0))).toEqual(['sandbox.not-loaded'])
  const plugin = await loaded('function f() { return 1 }')
  await host.unload(plugin)
  expect(values(await host.call(plugin, 'f', [1], 0))).toEqual(['sandbox.not-loaded'])
})

test('a bundle that does not load is refused with the script’s own reason', async () => {
  for (const [script, reason] of [
    ['function (', 'SyntaxError'],
    ['throw new Error("no configuration")', 'no configuration'],
    ['for (;;);', 'timed out'],
    ['null.x', 'TypeError'],
  ] as const) {
    await expect(loaded(script)).rejects.toMatchObject({
      code: 'sandbox.load',
      message: expect.stringContaining(reason),
    })
  }
})

test('a new version replaces the old one, and one that does not load leaves the old in place', async () => {
  const plugin = await loaded('function f() { return 1 }')
  const next = (script: string) => host.load({ plugin, version: '2', domain: 'vendor', script })
  await next('function f() { return 2 }')
  expect(values(await host.call(plugin, 'f', [1], 0))).toEqual([2])
  await expect(next('syntax error')).rejects.toMatchObject({ code: 'sandbox.load' })
  expect(values(await host.call(plugin, 'f', [1], 0))).toEqual([2])
})

test('plugins of one vendor do not see each other', async () => {
  const first = await loaded('globalThis.secret = 42; function f() { return typeof secret }')
  const second = await loaded('function f() { return typeof secret }')
  expect(values(await host.call(first, 'f', [1], 0))).toEqual(['number'])
  expect(values(await host.call(second, 'f', [1], 0))).toEqual(['undefined'])
})

test('an endless loop costs its own item only', async () => {
  const plugin = await loaded('function f(x) { if (x === 2) for (;;); return x }')
  const outcomes = await host.call(plugin, 'f', [1, 2, 3, 4], 0)
  expect(values(outcomes)).toEqual([1, 'sandbox.timeout', 3, 4])
  expect(outcomes[1]).toMatchObject({ error: { params: { plugin, path: 'f', limit: '151 ms' } } })
  expect(values(await host.call(plugin, 'f', [5], 0))).toEqual([5])
})

test('a native call that no timeout stops is ended from outside, and its neighbours are answered', async () => {
  const plugin = await loaded('function f(x) { return x === 2 ? (2n ** (2n ** 26n)).toString().length : x }')
  expect(values(await host.call(plugin, 'f', [1, 2, 3], 0))).toEqual([1, 'sandbox.timeout', 3])
})

test('a script that brings the process down costs its own item only', async () => {
  const plugin = await loaded(
    `function f(x) { return x === 2 ? 'a'.repeat(1e6).replace(/a/g, '$&'.repeat(1000)).length : x }`,
  )
  const codes = values(await host.call(plugin, 'f', [1, 2, 3], 0))
  expect([codes[0], codes[2]]).toEqual([1, 3])
  expect(['sandbox.crashed', 'sandbox.timeout', 'sandbox.memory']).toContain(codes[1])
})

test('another vendor does not notice', async () => {
  const bad = await loaded('function f() { return (2n ** (2n ** 26n)).toString().length }', {
    domain: 'rude',
  })
  const good = await loaded('function f(x) { return x }', { domain: 'polite' })
  const before = host.health().workers.find(({ domain }) => domain === 'polite')
  const attack = host.call(bad, 'f', [1], 0)
  for (let round = 0; round < 20; round++)
    expect(values(await host.call(good, 'f', [round], 0))).toEqual([round])
  expect(values(await attack)).toEqual(['sandbox.timeout'])
  expect(host.health().workers.find(({ domain }) => domain === 'polite')).toMatchObject({
    pid: before?.pid,
    restarts: 0,
  })
})

test('calls under way when a process is killed are answered by the next one', async () => {
  const plugin = await loaded('function f(x) { return x }', { domain: 'killed' })
  const calls = Array.from({ length: 50 }, (_, index) => host.call(plugin, 'f', [index], 0))
  const { pid } = host.health().workers.find(({ domain }) => domain === 'killed') ?? {}
  process.kill(pid as number, 'SIGKILL')
  const answers = (await Promise.all(calls)).flatMap(values)
  // The one in hand cannot be told from a crash of its own making and may be charged for it.
  expect(answers.filter((value, index) => value === index).length).toBeGreaterThanOrEqual(49)
})

test('three strikes suspend a plugin, tell the operator, and a person can resume it', async () => {
  const plugin = await loaded('function f(x) { if (x) for (;;); return "fine" }', { domain: 'struck' })
  for (let strike = 0; strike < 3; strike++) await host.call(plugin, 'f', [1], 0)
  const [outcome] = await host.call(plugin, 'f', [0], 0)
  expect(outcome).toMatchObject({ ok: false, error: { code: 'sandbox.suspended' } })
  expect(suspended).toContain(plugin)
  const health = () => host.health().workers.find(({ domain }) => domain === 'struck')
  expect(health()).toMatchObject({ state: 'suspended', plugins: [{ plugin, state: 'suspended' }] })
  host.resume(plugin)
  expect(values(await host.call(plugin, 'f', [0], 0))).toEqual(['fine'])
  expect(health()).toMatchObject({ state: 'ready', plugins: [{ state: 'ready', until: null }] })
})

test('a batch full of poison is cut short instead of holding the domain', async () => {
  const plugin = await loaded('function f(x) { for (;;); }', { domain: 'poisoned' })
  const codes = values(
    await host.call(
      plugin,
      'f',
      Array.from({ length: 60 }, (_, x) => x),
      0,
    ),
  )
  expect(codes.filter((code) => code === 'sandbox.timeout').length).toBe(3)
  expect(codes.filter((code) => code === 'sandbox.suspended').length).toBe(57)
})

test('a result that is too large is refused and its neighbours come through', async () => {
  const plugin = await loaded('function f(x) { return x === 1 ? "x".repeat(300000) : x }')
  expect(values(await host.call(plugin, 'f', [0, 1, 2], 0))).toEqual([0, 'sandbox.output', 2])
})

test('a batch whose results are long together is answered in parts', async () => {
  const plugin = await loaded('function f(x) { return x + "-" + "y".repeat(50000) }')
  const outcomes = await host.call(
    plugin,
    'f',
    Array.from({ length: 100 }, (_, x) => x),
    0,
  )
  expect(values(outcomes).map((value) => Number(String(value).split('-')[0]))).toEqual(
    Array.from({ length: 100 }, (_, x) => x),
  )
  expect(host.health().workers.find(({ domain }) => domain === 'vendor')).toMatchObject({ state: 'ready' })
})

test('what a plugin writes with console reaches its log, cut to size', async () => {
  const plugin = await loaded(
    'function f(x) { for (let i = 0; i < 100; i++) console.warn("level", { x }, i); return x }',
  )
  expect(values(await host.call(plugin, 'f', [7], 0))).toEqual([7])
  const lines = written.filter((line) => line.startsWith(`${plugin} `))
  expect(lines.length).toBe(20)
  expect(lines[0]).toBe(`${plugin} warn level {"x":7} 0`)
})

test('an error names the line of the bundle, and with a source map the author’s own', async () => {
  const source = "export const f = (x: number): never => {\n  throw new Error('no ' + x)\n}\n"
  const { code, map } = await transform(source, {
    loader: 'ts',
    sourcemap: 'external',
    sourcefile: 'src/codec.ts',
    format: 'iife',
    globalName: 'm',
    footer: 'globalThis.linli = { codecs: m }',
  })
  const message = async (plugin: string) => {
    const [outcome] = await host.call(plugin, 'codecs.f', [1], 0)
    return outcome?.ok === false ? outcome.error.message : ''
  }
  expect(await message(await loaded(code))).toMatch(/Error: no 1 \(bundle\.js:\d+:\d+\)/)
  expect(await message(await loaded(code, { sourceMap: map }))).toContain('Error: no 1 (src/codec.ts:2:9)')
})

test('log lines and failures name the function and the author’s own line', async () => {
  const source =
    "export const f = (x: number): number => {\n  console.info('seen', x)\n  if (x === 2) throw new Error('two')\n  return x\n}\n"
  const { code, map } = await transform(source, {
    loader: 'ts',
    sourcemap: 'external',
    sourcefile: 'src/codec.ts',
    format: 'iife',
    globalName: 'm',
    footer: 'globalThis.linli = { codecs: m }',
  })
  const plugin = await loaded(code, { sourceMap: map })
  await host.call(plugin, 'codecs.f', [1, 2], 0)
  expect(log.filter((line) => line.plugin === plugin)).toEqual([
    { plugin, level: 'info', text: 'seen 1', path: 'codecs.f', place: 'src/codec.ts:2:11' },
    { plugin, level: 'info', text: 'seen 2', path: 'codecs.f', place: 'src/codec.ts:2:11' },
    {
      plugin,
      level: 'error',
      text: expect.stringContaining('Error: two (src/codec.ts:3:'),
      path: 'codecs.f',
      code: 'sandbox.thrown',
    },
  ])
})

test('failures of one call fill the log with twenty lines at most', async () => {
  const plugin = await loaded('function f(x) { throw new Error("no " + x) }')
  await host.call(
    plugin,
    'f',
    Array.from({ length: 200 }, (_, x) => x),
    0,
  )
  expect(log.filter((line) => line.plugin === plugin).length).toBe(20)
})

test('a plugin that floods its vendor’s process does not starve its neighbour there', {
  timeout: 30_000,
}, async () => {
  const busy = 'function f(n) { let s = 0; for (let i = 0; i < 2e3; i++) s += i; return n }'
  const flood = await loaded(busy, { domain: 'shared' })
  const quiet = await loaded('function f(n) { return n }', { domain: 'shared' })
  const items = Array.from({ length: 64 }, (_, n) => n)
  await host.call(flood, 'f', items, 0)
  await host.call(quiet, 'f', items, 0)
  let flooded = 0
  const calls = Array.from({ length: 100 }, () => host.call(flood, 'f', items, 0).then(() => flooded++))
  for (let round = 0; round < 3; round++) {
    const before = flooded
    expect(values(await host.call(quiet, 'f', [round], 0))).toEqual([round])
    // Behind what the flood has under way, never behind what it has waiting.
    expect(flooded - before).toBeLessThanOrEqual(2 * defaultLimits.windowPerPlugin)
  }
  expect(flooded).toBeLessThan(calls.length)
  await Promise.all(calls)
})

test('a plugin over its budget of items holds up nobody else', async () => {
  const limits = { itemsPerSecond: 10, longestWait: 60_000 }
  const slow = await loaded('function f(n) { return n }', { domain: 'rationed', limits })
  const free = await loaded('function f(n) { return n }', { domain: 'rationed' })
  const one = [1]
  await host.call(
    slow,
    'f',
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23],
    0,
  )
  let rationed = 0
  const waiting = Array.from({ length: 20 }, () => host.call(slow, 'f', one, 0).then(() => rationed++))
  expect(values(await host.call(free, 'f', one, 0))).toEqual(one)
  expect(rationed).toBeLessThan(waiting.length)
  await host.unload(slow)
  await Promise.all(waiting)
})

test('a contract that names what the bundle lacks is told which', async () => {
  const plugin = await loaded('globalThis.linli = { codecs: { a: () => 1, b: 2 } }')
  expect(await host.missing(plugin, ['codecs.a', 'codecs.b', 'codecs.c'])).toEqual(['codecs.b', 'codecs.c'])
  await expect(host.missing('nobody', [])).rejects.toMatchObject({ code: 'sandbox.not-loaded' })
})

test('a plugin with limits of its own is held to them', async () => {
  const script =
    'function f(n) { const kept = []; for (let i = 0; i < n; i++) kept.push({ i }); return kept.length }'
  const small = await loaded(script, { limits: { memoryMb: 8, outcomeCharacters: 3 } })
  expect(values(await host.call(small, 'f', [10, 12345], 0))).toEqual([10, 'sandbox.output'])
  const slow = await loaded('function f(n) { for (let i = 0; i < n; i++); return n }', {
    limits: { processorShare: 0.001, longestWait: 100 },
  })
  const spent = await host.call(slow, 'f', [2e6], 0)
  expect(values(spent)).toEqual([2e6])
  expect(values(await host.call(slow, 'f', [1], 0))).toEqual(['sandbox.budget'])
})

test('usage is counted per plugin', async () => {
  const plugin = await loaded(
    'function f(x) { let n = 0; for (let i = 0; i < 1e5; i++) n += i; if (x === 1) throw 1; return n }',
  )
  await host.call(plugin, 'f', [0, 1], 0)
  const health = host
    .health()
    .workers.flatMap(({ plugins }) => plugins ?? [])
    .find((entry) => entry.plugin === plugin)
  expect(health).toMatchObject({ calls: 1, items: 2, failed: 1 })
  expect(health?.budget).toEqual({
    memoryMb: 32,
    processorShare: 1,
    itemsPerSecond: 1_000_000,
    outcomeCharacters: 262_144,
  })
  expect(health?.processorTime).toBeGreaterThan(0)
})
