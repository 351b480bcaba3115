import { writeSync } from 'node:fs'
import { hasCode } from '../errors.ts'
import { openJournal } from './local-journal.ts'

/** Opens the journal of a data directory and stays, or says why it could not. */
try {
  await openJournal(process.argv[2]!, { clock: Date })
  writeSync(1, 'open\n')
  setInterval(() => {}, 1_000)
} catch (error) {
  writeSync(1, `${hasCode(error, 'journal.locked') ? error.message : String(error)}\n`)
}
