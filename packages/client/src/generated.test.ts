import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { generate } from '../generate.ts'

test('the generated types are those of the OpenAPI document (else: node packages/client/generate.ts)', async () => {
  const committed = await readFile(new URL('./generated/api.ts', import.meta.url), 'utf8')
  expect(committed === (await generate())).toBe(true)
}, 30_000)
