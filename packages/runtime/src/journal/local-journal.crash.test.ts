import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, onTestFinished, test } from 'vitest'
import { bodyOf, readAll } from './journal.case.ts'
import { openJournal } from './local-journal.ts'

const kills = process.env.LINLI_LONG ? 300 : 10

function temporary(): string {
  const dir = mkdtempSync(join(tmpdir(), 'linli-crash-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

/** Runs a script of this folder; `lines` is what it prints. */
function run(script: string, ...args: string[]): { child: ChildProcess; lines: AsyncIterator<string> } {
  const child = spawn(process.execPath, [join(import.meta.dirname, script), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return { child, lines: createInterface(child.stdout!)[Symbol.asyncIterator]() }
}

async function kill(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit')
  child.kill('SIGKILL')
  await exit
}

test(
  `${kills} times killed while it writes, the journal keeps all it acknowledged, once and in order`,
  async () => {
    const dir = temporary()
    const acknowledged = new Set<number>()
    let next = 0
    for (let round = 0; round < kills; round += 1) {
      const { child, lines } = run('crash-writer.child.ts', dir, String(next), String(1 + (round % 3) * 40))
      expect((await lines.next()).value).toBe('ready')
      // Not a time but a number of acknowledgements decides when it dies, so that every round wrote something.
      for (let count = 0; count < 50 + ((round * 997) % 3_000); count += 1) {
        acknowledged.add(Number((await lines.next()).value))
      }
      await kill(child)
      for (let line = await lines.next(); !line.done; line = await lines.next())
        acknowledged.add(Number(line.value))
      next = acknowledged.values().reduce((most, number) => Math.max(most, number), 0) + 1_000
    }

    const journal = await openJournal(dir, { clock: Date })
    const entries = await readAll(journal)
    await journal[Symbol.asyncDispose]()
    const numbers = entries.map((entry) => Number.parseInt(bodyOf(entry), 10))
    expect(entries.map(({ position }) => position)).toEqual(entries.map((_, index) => index + 1))
    expect(numbers).toEqual(numbers.toSorted((one, other) => one - other))
    expect(new Set(numbers).size).toBe(numbers.length)
    expect(
      entries.every(
        (entry, index) => bodyOf(entry).length === `${numbers[index]} `.length + (numbers[index]! % 500),
      ),
    ).toBe(true)
    const stored = new Set(numbers)
    expect([...acknowledged].filter((number) => !stored.has(number))).toEqual([])
  },
  kills * 10_000,
)

test('a second process on the same data is refused and told who holds it', async () => {
  const dir = temporary()
  const holder = run('lock-holder.child.ts', dir)
  expect((await holder.lines.next()).value).toBe('open')
  const second = run('lock-holder.child.ts', dir)
  expect((await second.lines.next()).value).toContain(`in use by process ${holder.child.pid}`)
  await expect(openJournal(dir, { clock: Date })).rejects.toMatchObject({
    code: 'journal.locked',
    params: { dir, pid: String(holder.child.pid) },
  })
}, 30_000)

test('a holder that is suspended still holds, and is named', async () => {
  const dir = temporary()
  const { child, lines } = run('lock-holder.child.ts', dir)
  await lines.next()
  child.kill('SIGSTOP')
  await expect(openJournal(dir, { clock: Date })).rejects.toMatchObject({
    code: 'journal.locked',
    params: { pid: String(child.pid) },
  })
}, 30_000)

test('the lock of a killed process is free at once', async () => {
  const dir = temporary()
  const { child, lines } = run('lock-holder.child.ts', dir)
  await lines.next()
  await kill(child)
  await (await openJournal(dir, { clock: Date }))[Symbol.asyncDispose]()
}, 30_000)

test('the same directory by another name is the same directory', async () => {
  const dir = temporary()
  await using journal = await openJournal(dir, { clock: Date })
  await expect(openJournal(join(dir, '..', dir.split('/').at(-1)!), { clock: Date })).rejects.toMatchObject({
    code: 'journal.locked',
    params: { pid: String(process.pid) },
  })
  expect(journal.head).toBe(0)
})

const mountable = spawnSync('unshare', ['-rm', 'true']).status === 0
if (!mountable) console.log('skipped: full disk (this system lets nobody mount a small file system)')

test.skipIf(!mountable)(
  'on a full disk appends are refused with a code, and go on once there is space',
  () => {
    const script = join(import.meta.dirname, 'full-disk.child.ts')
    const result = spawnSync('unshare', ['-rm', process.execPath, script, temporary()], { encoding: 'utf8' })
    expect(result.stderr).toBe('')
    const seen = JSON.parse(result.stdout)
    expect(seen).toMatchObject({ code: 'journal.full', readable: 1 })
    expect(seen.acknowledged).toBeGreaterThan(100)
    expect(seen.head).toBe(seen.acknowledged)
    expect(seen.next).toBe(seen.acknowledged + 1)
    expect(seen.headAfterRestart).toBe(seen.next)
  },
  60_000,
)
