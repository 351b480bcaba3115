import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { storeSuite } from './store.case.ts'

storeSuite(async () => {
  const dir = mkdtempSync(join(tmpdir(), 'linli-store-'))
  return {
    options: { dir },
    [Symbol.asyncDispose]: async () => rmSync(dir, { recursive: true, force: true }),
  }
})
