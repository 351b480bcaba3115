import { cp, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../command.ts'
import { startLinli } from '../linli.ts'

test('a plugin in a folder of its own is built and loaded beside the others', async () => {
  const dir = await mkdtemp(path.join(tmpdir(), 'linli-vendor-'))
  const example = path.join(root, 'examples/vendor-plugin')
  await cp(example, dir, {
    recursive: true,
    filter: (from) => !/node_modules|dist/.test(path.relative(example, from)),
  })
  // Stands for the vendor's own `npm install`.
  await symlink(path.join(example, 'node_modules'), path.join(dir, 'node_modules'))
  {
    await using linli = await startLinli({ args: ['--no-simulators', '--plugin', dir] })
    const api = await linli.signIn('admin')
    const { items } = await api<{ items: { id: string }[] }>('/api/plugins?limit=50')
    expect(items.map(({ id }) => id)).toContain('cold-chain')
    expect(items.length).toBe(5)
  }
  await rm(dir, { recursive: true, force: true })
})
