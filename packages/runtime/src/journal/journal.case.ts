import { expect, test } from 'vitest'
import type { Journal, JournalEntry, JournalInput } from './journal.ts'

/** A journal under test that can be closed and opened again on the same data. */
export interface JournalCase extends AsyncDisposable {
  /** Moved by hand. */
  readonly clock: { time: number; now(): number }
  /** Opens the journal, closing it first where it is open. */
  reopen(): Promise<Journal>
}

/** An ordinary message with a body of its own. */
export function message(text: string): JournalInput {
  return {
    type: 'message',
    community: 'lake-view',
    source: 'gate',
    channel: 'gate/1/up',
    address: null,
    meta: {},
    body: Buffer.from(text),
  }
}

export async function readAll(journal: Journal): Promise<JournalEntry[]> {
  const entries: JournalEntry[] = []
  let position = journal.tail - 1
  while (position < journal.head) {
    const read = await journal.read(position, 1_000, AbortSignal.timeout(60_000))
    entries.push(...read)
    position = read.at(-1)!.position
  }
  return entries
}

export const bodyOf = (entry: JournalEntry): string => Buffer.from(entry.body).toString()

/** What every journal promises, run over each implementation. */
export function journalSuite(create: () => Promise<JournalCase>): void {
  const never = new AbortController().signal

  test('positions are consecutive from 1 in the order of appending', async () => {
    await using subject = await create()
    const journal = await subject.reopen()
    const receipts = await Promise.all(['a', 'b', 'c'].map((text) => journal.append(message(text))))
    expect(receipts.map(({ position }) => position)).toEqual([1, 2, 3])
    expect((await readAll(journal)).map(bodyOf)).toEqual(['a', 'b', 'c'])
    expect(journal.head).toBe(3)
  })

  test('stamps are the clock and never run back, not even after a restart', async () => {
    await using subject = await create()
    const journal = await subject.reopen()
    subject.clock.time = 5_000
    expect((await journal.append(message('a'))).stamp).toBe(5_000)
    subject.clock.time = 4_000
    expect((await journal.append(message('b'))).stamp).toBe(5_000)
    const again = await subject.reopen()
    expect((await again.append(message('c'))).stamp).toBe(5_000)
    subject.clock.time = 6_000
    expect((await again.append(message('d'))).stamp).toBe(6_000)
  })

  test('an entry is read as it was appended, from memory and after a restart', async () => {
    await using subject = await create()
    const first = await subject.reopen()
    const inputs: JournalInput[] = [
      {
        type: 'message',
        community: 'lake-view',
        source: '门禁',
        channel: 'a/é/😀',
        address: 'CP-1',
        meta: { 'content-type': 'application/octet-stream', id: '' },
        body: Buffer.from([0, 255, 0, 1]),
      },
      { ...message(''), address: '' } as JournalInput,
      message('x'.repeat(2_000_000)),
      { type: 'control', community: '湖景', control: 'release', body: Buffer.from('{}') },
    ]
    for (const input of inputs) await first.append(input)
    for (const open of [async () => first, () => subject.reopen()]) {
      const entries = await readAll(await open())
      expect(entries).toHaveLength(inputs.length)
      for (const [index, { position, stamp, body, ...entry }] of entries.entries()) {
        const { body: expected, ...input } = inputs[index]!
        expect(position).toBe(index + 1)
        expect(entry).toEqual(input)
        expect(Buffer.compare(Buffer.from(body), Buffer.from(expected))).toBe(0)
      }
    }
  })

  test('the sender may use its buffer again once it has appended', async () => {
    await using subject = await create()
    const journal = await subject.reopen()
    const input = message('before')
    const receipt = journal.append(input)
    input.body.fill(0x78)
    await receipt
    expect((await readAll(journal)).map(bodyOf)).toEqual(['before'])
  })

  test('reading gives at most the limit and goes on after a position', async () => {
    await using subject = await create()
    const journal = await subject.reopen()
    await Promise.all(Array.from({ length: 10 }, (_, index) => journal.append(message(String(index)))))
    for (const open of [async () => journal, () => subject.reopen()]) {
      const each = await open()
      expect((await each.read(0, 3, never)).map(bodyOf)).toEqual(['0', '1', '2'])
      expect((await each.read(3, 100, never)).map(bodyOf)).toEqual(['3', '4', '5', '6', '7', '8', '9'])
    }
  })

  test('reading at the head waits for the next entry', async () => {
    await using subject = await create()
    const journal = await subject.reopen()
    const waiting = [journal.read(0, 10, never), journal.read(0, 10, never)]
    await journal.append(message('a'))
    for (const read of waiting) expect((await read).map(bodyOf)).toEqual(['a'])
  })

  test('a wait that is aborted gives nothing, and without a wait what is there', async () => {
    await using subject = await create()
    const journal = await subject.reopen()
    const abort = new AbortController()
    const read = journal.read(0, 10, abort.signal)
    abort.abort()
    expect(await read).toEqual([])
    await journal.append(message('a'))
    expect((await journal.read(0, 10, abort.signal)).map(bodyOf)).toEqual(['a'])
    expect(await journal.read(1, 10, abort.signal)).toEqual([])
  })

  test('a restart goes on where the journal ended', async () => {
    await using subject = await create()
    await (await subject.reopen()).append(message('a'))
    const journal = await subject.reopen()
    expect(journal.head).toBe(1)
    expect((await journal.append(message('b'))).position).toBe(2)
    expect((await readAll(await subject.reopen())).map(bodyOf)).toEqual(['a', 'b'])
  })

  test('a fence is the present time while nothing was appended after it', async () => {
    await using subject = await create()
    const journal = await subject.reopen()
    const { position } = await journal.append(message('a'))
    subject.clock.time = 9_000
    expect(journal.fence(position)).toBe(9_000)
    subject.clock.time = 8_000
    const next = journal.append(message('b'))
    expect(journal.fence(position)).toBeNull()
    expect((await next).stamp).toBe(9_000)
  })

  test('what was not released can still be read', async () => {
    await using subject = await create()
    const journal = await subject.reopen()
    for (const text of ['a', 'b', 'c']) await journal.append(message(text))
    await journal.release(2)
    expect((await journal.read(2, 10, never)).map(bodyOf)).toEqual(['c'])
    expect(journal.tail).toBeLessThanOrEqual(3)
  })

  test('a closed journal refuses appends and ends the waits of readers', async () => {
    await using subject = await create()
    const journal = await subject.reopen()
    await journal.append(message('a'))
    const read = journal.read(1, 10, never).catch((error) => error)
    await journal[Symbol.asyncDispose]()
    await expect(journal.append(message('b'))).rejects.toMatchObject({ code: 'journal.closed' })
    expect(await read).toMatchObject({ code: 'journal.closed' })
    expect((await readAll(await subject.reopen())).map(bodyOf)).toEqual(['a'])
  })
}
