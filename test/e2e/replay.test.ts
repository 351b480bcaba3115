import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { fetch } from 'undici'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root } from '../command.ts'
import { type Api, type Linli, startLinli, until } from '../linli.ts'

/** What ran live comes out of the stored history again, exactly; what another version changes is named. */
const installation = 'wutong-smart-parking'
let dir: string
let linli: Linli

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'linli-replay-'))
  linli = await startLinli({ dir })
  const api = await linli.signIn()
  await makeHistory(api)
}, 180_000)

afterAll(async () => {
  await linli?.[Symbol.asyncDispose]()
  await rm(dir, { recursive: true, force: true })
})

interface Page<Item> {
  readonly items: readonly Item[]
  readonly total: number
}
interface Configuration {
  readonly settings: Readonly<Record<string, unknown>>
  readonly rules: readonly { readonly id: string; readonly when?: unknown }[]
}
interface Line {
  readonly change?: 'kept' | 'new' | 'gone'
  readonly rule: string
  readonly key: string
  readonly deviceName: string | null
  readonly at: string
  readonly summary?: {
    readonly exact: boolean
    readonly kept: number
    readonly new: number
    readonly gone: number
  }
}

let rules: Configuration['rules'] = []
/** The plates the barrier met, with how sure the camera was: before and after the second release. */
const before = [
  ['鲁PD1234', 97],
  ['豫A00001', 91],
  ['豫A00002', 85],
] as const
const after = [
  ['豫A00003', 97],
  ['豫A00004', 88],
] as const

async function makeHistory(api: Api): Promise<void> {
  const { address } = await api<{ address: string }>('/api/devices/gate-camera-1')
  let number = 0
  const pass = async (plates: readonly (readonly [string, number])[]) => {
    for (const [plate, confidence] of plates) await post(plate, confidence, address, ++number)
  }
  await pass(before)
  const { draft } = await api<{ draft: Configuration }>(`/api/installations/${installation}`)
  rules = draft.rules
  await api(`/api/installations/${installation}/draft`, {
    method: 'PUT',
    body: { ...draft, settings: { ...draft.settings, minConfidence: 90 } },
  })
  await api(`/api/installations/${installation}/publish`, { body: { note: 'surer' } })
  await pass(after)
  await until(
    () => api<Page<unknown>>('/api/alerts?rule=doubtful-plate&limit=1'),
    (page) => page.total === 1,
  )
}

async function post(license: string, confidence: number, serialno: string, plateid: number): Promise<void> {
  const now = Date.now()
  const timeStamp = { Timeval: { sec: Math.floor(now / 1000), usec: (now % 1000) * 1000 } }
  const PlateResult = { license, plateid, confidence, colorType: 1, type: 1, triggerType: 1, timeStamp }
  const AlarmInfoPlate = {
    channel: 0,
    deviceName: 'east',
    ipaddr: '192.0.2.7',
    result: { PlateResult },
    serialno,
  }
  const response = await fetch(`${linli.url}/in/demo-plates`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ AlarmInfoPlate }),
  })
  expect(response.status).toBe(200)
}

async function replay(...args: readonly string[]): Promise<{ code: number; lines: Line[]; errors: string }> {
  const all = [
    'packages/cli/bin/linli.ts',
    'replay',
    '--data',
    dir,
    '--installation',
    installation,
    '--json',
    ...args,
  ]
  const options = { cwd: root, env: { ...process.env, LINLI_LANG: 'en' } }
  const {
    code = 0,
    stdout,
    stderr,
  } = (await promisify(execFile)(process.execPath, all, options).catch(
    (error: { code: number; stdout: string; stderr: string }) => error,
  )) as { code?: number; stdout: string; stderr: string }
  const lines = stdout.split('\n').filter((line) => line !== '')
  return { code, lines: lines.map((line) => JSON.parse(line) as Line), errors: stderr }
}

const firings = (lines: readonly Line[], change: string) =>
  lines.filter((line) => line.change === change).map(({ rule, key }) => `${rule} ${key}`)

test('while the server runs, a replay is refused and told who holds the data', async () => {
  const { code, errors } = await replay()
  expect(code).toBe(1)
  expect(errors).toContain('journal.locked')
  expect(errors).toContain(String(linli.process.pid))
})

test('a replay of what ran live gives what ran live, exactly', async () => {
  expect(await linli.kill('SIGTERM')).toBe(0)
  const { code, lines } = await replay()
  expect(lines.at(-1)?.summary).toMatchObject({ exact: true, new: 0, gone: 0 })
  expect(code).toBe(0)
  expect(firings(lines, 'kept').sort()).toEqual([
    'doubtful-plate gate-camera-1',
    'open-registered 鲁PD1234',
    'unknown-plate 豫A00001',
    'unknown-plate 豫A00002',
    'unknown-plate 豫A00003',
  ])
  expect(lines[0]?.deviceName).toBeTruthy()
})

test('the second release over the whole history shows what it would have fired and what not', async () => {
  const { code, lines } = await replay('--release', '2')
  expect(code).toBe(0)
  // A plate of 85 % is now doubtful, and its cooldown silences the one of 88 % that was.
  expect(firings(lines, 'new')).toEqual(['doubtful-plate gate-camera-1'])
  expect(firings(lines, 'gone')).toEqual(['unknown-plate 豫A00002', 'doubtful-plate gate-camera-1'])
  expect(firings(lines, 'kept')).toContain('unknown-plate 豫A00001')
  expect(lines.at(-1)?.summary?.exact).toBe(true)
})

test('a stricter rule shows what would be gone', async () => {
  const file = path.join(dir, 'stricter.json')
  const stricter = rules.map((rule) =>
    rule.id === 'unknown-plate'
      ? { ...rule, when: { and: [rule.when, { '>=': [{ var: 'event.confidence' }, 95] }] } }
      : rule,
  )
  await writeFile(file, JSON.stringify(stricter))
  const { lines } = await replay('--rules', file, '--release', '1')
  expect(firings(lines, 'gone').sort()).toEqual([
    'doubtful-plate gate-camera-1',
    'unknown-plate 豫A00001',
    'unknown-plate 豫A00002',
  ])
  expect(firings(lines, 'new')).toEqual([])
})
