import { writeSync } from 'node:fs'
import { openStore } from './store.ts'

/** Commits rows with running numbers into the embedded database until it is killed; says each number once it is committed. */
const [dir, first] = process.argv.slice(2) as [string, string]
const store = await openStore({ dir })
for (let value = Number(first); ; value += 1) {
  await store.transaction((trx) =>
    trx
      .insertInto('counters')
      .values({ key: `n-${value}`, value })
      .execute(),
  )
  writeSync(1, `${value}\n`)
}
