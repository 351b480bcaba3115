import { describe } from 'vitest'
import { createDatabase, hasServer } from './server.case.ts'
import { storeSuite } from './store.case.ts'

describe.skipIf(!(await hasServer()))('PostgreSQL', () => {
  storeSuite(async () => {
    const database = await createDatabase()
    return { options: { url: database.url }, [Symbol.asyncDispose]: () => database[Symbol.asyncDispose]() }
  })
})
