import { execFileSync } from 'node:child_process'
import { openJournal } from './local-journal.ts'

/** Fills a small file system of its own with the journal, makes it larger, goes on; prints what it saw as JSON. */
const dir = process.argv[2]!
execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', dir])
const seen: Record<string, unknown> = {}
const journal = await openJournal(dir, { clock: Date })
const body = Buffer.alloc(100_000, 0x78)
const append = () =>
  journal.append({
    type: 'message',
    community: 'c',
    source: 's',
    channel: 't',
    address: null,
    meta: {},
    body,
  })

let acknowledged = 0
for (; seen.code === undefined && acknowledged < 1_000; acknowledged += 1) {
  await append().catch((error) => {
    seen.code = error.code
    acknowledged -= 1
  })
}
seen.acknowledged = acknowledged
seen.head = journal.head
execFileSync('mount', ['-o', 'remount,size=100m', dir])
const resumed = performance.now()
let receipt: { position: number } | undefined
while (receipt === undefined && performance.now() - resumed < 10_000)
  receipt = await append().catch(() => undefined)
seen.next = receipt?.position
seen.readable = (await journal.read(journal.head - 1, 1, AbortSignal.timeout(5_000))).length
await journal[Symbol.asyncDispose]()
const again = await openJournal(dir, { clock: Date })
seen.headAfterRestart = again.head
await again[Symbol.asyncDispose]()
console.log(JSON.stringify(seen))
