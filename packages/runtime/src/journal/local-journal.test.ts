import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bodyOf, type JournalCase, journalSuite, message, readAll } from './journal.case.ts'
import { type LocalJournal, openJournal } from './local-journal.ts'
import { recoverSegments, SegmentWriter } from './segment-writer.ts'

interface LocalCase extends JournalCase {
  readonly dir: string
  reopen(cache?: number): Promise<LocalJournal>
  close(): Promise<void>
  segments(): string[]
}

async function create(): Promise<LocalCase> {
  const dir = mkdtempSync(join(tmpdir(), 'linli-journal-'))
  const clock = { time: 1_000, now: () => clock.time }
  let journal: LocalJournal | undefined
  const close = async () => journal?.[Symbol.asyncDispose]()
  return {
    dir,
    clock,
    close,
    segments: () => readdirSync(join(dir, 'journal')).filter((name) => name.endsWith('.seg')),
    async reopen(cache) {
      await close()
      journal = await openJournal(dir, { clock, ...(cache === undefined ? {} : { cache }) })
      return journal
    },
    async [Symbol.asyncDispose]() {
      await close()
      rmSync(dir, { recursive: true })
    },
  }
}

journalSuite(create)

/** Overwrites bytes of the only segment. */
async function overwrite(subject: LocalCase, at: number, bytes: Uint8Array): Promise<void> {
  await using handle = await open(join(subject.dir, 'journal', subject.segments()[0]!), 'r+')
  await handle.write(bytes, 0, bytes.length, at)
}

/** Where the records of the only segment begin that contain one of the texts. */
async function bytesOf(subject: LocalCase): Promise<Buffer> {
  await using handle = await open(join(subject.dir, 'journal', subject.segments()[0]!), 'r')
  return handle.readFile()
}

test('entries beyond one segment are read from disk across segments, and released ones are removed', async () => {
  await using subject = await create()
  const journal = await subject.reopen(1)
  const large = 'x'.repeat(3_000_000)
  for (let count = 0; count < 12; count += 1) await journal.append(message(`${count} ${large}`))
  expect(subject.segments()).toHaveLength(3)
  const numbers = (await readAll(journal)).map((entry) => Number.parseInt(bodyOf(entry), 10))
  expect(numbers).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])

  await journal.release(7)
  expect(subject.segments()).toHaveLength(2)
  await expect(journal.read(0, 10, AbortSignal.timeout(9_999))).rejects.toMatchObject({
    code: 'journal.gone',
    params: { position: 0, tail: journal.tail },
  })
  const again = await subject.reopen()
  expect(again.tail).toBe(journal.tail)
  expect((await readAll(again)).at(-1)!.position).toBe(12)
})

test('a group larger than what is left of a segment goes on in the next one', async () => {
  await using subject = await create()
  const journal = await subject.reopen(1)
  const large = 'x'.repeat(1_000_000)
  const receipts = await Promise.all(Array.from({ length: 40 }, () => journal.append(message(large))))
  expect(receipts.map(({ position }) => position)).toEqual(
    Array.from({ length: 40 }, (_, index) => index + 1),
  )
  expect(subject.segments()).toHaveLength(3)
  expect(await readAll(await subject.reopen(1))).toHaveLength(40)
})

test('a message above the limit is refused and harms no other', async () => {
  await using subject = await create()
  const journal = await subject.reopen()
  const refused = journal.append(message('x'.repeat(9_000_000)))
  const taken = journal.append(message('a'))
  await expect(refused).rejects.toMatchObject({ code: 'journal.oversize' })
  expect((await taken).position).toBe(1)
})

test('a torn last group is cut off, whatever of it reached the disk; all before it is kept', async () => {
  await using subject = await create()
  const journal = await subject.reopen()
  await journal.append(message('kept'))
  const before = (await bytesOf(subject)).lastIndexOf('kept') + 4
  await Promise.all(['b', 'c', 'd'].map((text) => journal.append(message(text.repeat(700)))))
  await subject.close()
  const whole = await bytesOf(subject)
  const end = whole.lastIndexOf('ddd') + 3
  const sectors = Math.ceil((end - before) / 512)

  await fc.assert(
    fc.asyncProperty(fc.array(fc.boolean(), { minLength: sectors, maxLength: sectors }), async (arrived) => {
      const torn = Buffer.from(whole)
      for (const [sector, there] of arrived.entries()) {
        if (!there) torn.fill(0, before + sector * 512, Math.min(before + (sector + 1) * 512, end))
      }
      await overwrite(subject, 0, torn)
      const recovered = await subject.reopen()
      const bodies = (await readAll(recovered)).map((entry) => bodyOf(entry)[0])
      expect(['k', 'b', 'c', 'd'].slice(0, bodies.length)).toEqual(bodies)
      expect(bodies.length).toBeGreaterThan(0)
      if (arrived.every(Boolean)) expect(bodies).toHaveLength(4)
      // What was cut off never comes back behind what is written next.
      await recovered.append(message('new'))
      const after = (await readAll(await subject.reopen())).map((entry) => bodyOf(entry)[0])
      expect(after).toEqual([...bodies, 'n'])
      await subject.close()
    }),
    { numRuns: 30 },
  )
})

test('damage to an acknowledged entry is refused, not cut off', async () => {
  await using subject = await create()
  const journal = await subject.reopen()
  for (const text of ['first', 'second', 'third']) await journal.append(message(text))
  await subject.close()
  const at = (await bytesOf(subject)).indexOf('second')
  await overwrite(subject, at, Buffer.from('SECOND'))
  await expect(subject.reopen()).rejects.toMatchObject({ code: 'journal.damaged', params: { position: 2 } })
})

test('a message that contains the bytes of a record is not taken for one', async () => {
  await using subject = await create()
  await (await subject.reopen()).append(message('a'))
  await subject.close()
  const record = (await bytesOf(subject)).subarray(16, 200)
  const journal = await subject.reopen()
  await journal.append({ ...message(''), body: Buffer.concat([Buffer.alloc(64), record]) })
  await subject.close()
  const bytes = await bytesOf(subject)
  const body = bytes.lastIndexOf(record)
  await overwrite(subject, body - 80, Buffer.alloc(8, 0xff))
  expect((await readAll(await subject.reopen())).map(bodyOf)).toEqual(['a'])
})

test('a write that fails is refused as a whole and leaves nothing behind', async () => {
  await using subject = await create()
  const journal = await subject.reopen()
  await journal.append(message('kept'))
  await subject.close()
  const folder = join(subject.dir, 'journal')
  const { writer } = await recoverSegments(folder)
  const segment = writer.segments[0]!
  const end = (await bytesOf(subject)).indexOf('kept') + 4
  const handle = await open(segment.file, 'r+')
  let failures = 1
  const failing = new Proxy(handle, {
    get: (target, name) => {
      if (name === 'datasync' && failures-- > 0) return () => Promise.reject(new Error('EIO'))
      const value = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  const failingWriter = new SegmentWriter(folder, [segment], { handle: failing, seed: writer.seed, end })
  await expect(failingWriter.append(Buffer.from('a long write that fails'))).rejects.toThrow('EIO')
  await failingWriter.append(Buffer.alloc(4))
  await failingWriter.close()
  await writer.close()
  expect((await bytesOf(subject)).includes('write that fails')).toBe(false)
  expect((await readAll(await subject.reopen())).map(bodyOf)).toEqual(['kept'])
})

test('an empty journal goes on behind what the store has; one that ends before it is refused', async () => {
  await using subject = await create()
  const journal = await subject.reopen()
  journal.startAfter({ position: 41, stamp: 7_000 })
  expect([journal.head, journal.tail]).toEqual([41, 42])
  expect(await journal.append(message('a'))).toEqual({ position: 42, stamp: 7_000 })
  const again = await subject.reopen()
  again.startAfter({ position: 42, stamp: 0 })
  expect((await readAll(again)).map(({ position }) => position)).toEqual([42])
  expect(() => again.startAfter({ position: 43, stamp: 0 })).toThrow(
    expect.objectContaining({ code: 'journal.behind' }),
  )
  await expect(again.read(43, 1, AbortSignal.timeout(9_999))).rejects.toMatchObject({
    code: 'journal.behind',
  })
})

test('a data directory that is a file is refused with the reason', async () => {
  await using subject = await create()
  await expect(openJournal(import.meta.filename, { clock: subject.clock })).rejects.toMatchObject({
    code: 'journal.unusable',
    params: { dir: import.meta.filename },
  })
})
