import { writeSync } from 'node:fs'
import { openJournal } from './local-journal.ts'

/**
 * Appends messages with running numbers until it is killed, and says each number once it was acknowledged.
 * Arguments: data directory, first number, how many are in flight.
 */
const [dir, first, inFlight] = process.argv.slice(2) as [string, string, string]
const journal = await openJournal(dir, { clock: Date })
let next = Number(first)
writeSync(1, 'ready\n')
await Promise.all(Array.from({ length: Number(inFlight) }, append))

async function append(): Promise<never> {
  for (;;) {
    const number = next
    next += 1
    const body = Buffer.from(`${number} ${'x'.repeat(number % 500)}`)
    await journal.append({
      type: 'message',
      community: 'c',
      source: 's',
      channel: 't',
      address: null,
      meta: {},
      body,
    })
    writeSync(1, `${number}\n`)
  }
}
