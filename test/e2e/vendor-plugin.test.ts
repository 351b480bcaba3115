import { appendFile, cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../command.ts'
import { startLinli } from '../linli.ts'

/** The example as a vendor has it: a folder anywhere, nothing installed. */
async function copyExample(): Promise<string> {
  const dir = await mkdtemp(path.join(tmpdir(), 'linli-vendor-'))
  const example = path.join(root, 'examples/vendor-plugin')
  await cp(example, dir, {
    recursive: true,
    filter: (from) => !/node_modules|dist/.test(path.relative(example, from)),
  })
  return dir
}

test('plugins in folders of their own are built and loaded; one that is broken is named and left out', async () => {
  const [sound, broken] = [await copyExample(), await copyExample()]
  await appendFile(path.join(broken, 'src/index.ts'), '\nthrow new Error("no fridges today")\n')
  {
    await using linli = await startLinli({
      args: ['--no-simulators', '--plugin', broken, '--plugin', sound],
    })
    const api = await linli.signIn('admin')
    const { items } = await api<{ items: { id: string }[] }>('/api/plugins?limit=50')
    expect(items.map(({ id }) => id)).toContain('cold-chain')
    expect(items.length).toBe(5)
    expect(linli.log()).toMatch(/no fridges today[\s\S]*plugin\.load/)
  }
  for (const dir of [sound, broken]) await rm(dir, { recursive: true, force: true })
})
