import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { makeDataDir } from './data-dir.ts'

const dir = await mkdtemp(path.join(tmpdir(), 'linli-data-'))
afterAll(() => rm(dir, { recursive: true, force: true }))

test('a data directory is made with all above it, and is there the second time', async () => {
  const deep = path.join(dir, 'a/b/c')
  await makeDataDir(deep)
  await makeDataDir(deep)
  expect(existsSync(deep)).toBe(true)
})

test('a place where none can be made is refused with its name', async () => {
  await writeFile(path.join(dir, 'file'), '')
  const wrong = [path.join(dir, 'file/data'), ...(process.platform === 'linux' ? ['/proc/linli/data'] : [])]
  for (const one of wrong)
    await expect(makeDataDir(one)).rejects.toMatchObject({ code: 'data.unusable', params: { dir: one } })
})
