import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createContext, runInContext } from 'node:vm'
import { afterAll, expect, test } from 'vitest'
import { buildPlugin, checkPlugin } from './index.ts'

const sdk = fileURLToPath(new URL('../../../sdk', import.meta.url))
const folders: string[] = []
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))))

const contract = `
import { defineContract, notPersonal, Type } from '@linli/sdk'
import { title } from './title.ts'
export const contract = defineContract({
  id: 'lamps', title, summary: title,
  sources: { lora: { title, kind: 'mqtt', dialect: 'chirpstack-v4' } },
  devices: { lamp: { title, properties: { on: Type.Boolean() }, decode: [{ source: 'lora', codec: 'lamp' }] } },
})`
const index = `
import { defineScenario } from '@linli/sdk'
import { contract } from './contract.ts'
export default defineScenario(contract, { codecs: { lamp: ({ bytes }) => [{ name: 'on', value: bytes?.[0] === 1 }] } })`

interface Plugin {
  readonly packageJson?: object
  readonly files?: Readonly<Record<string, string>>
}

async function makePlugin({ packageJson = {}, files = {} }: Plugin = {}): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'linli-plugin-'))
  folders.push(dir)
  await mkdir(join(dir, 'src'))
  await mkdir(join(dir, 'node_modules/@linli'), { recursive: true })
  await symlink(sdk, join(dir, 'node_modules/@linli/sdk'))
  const json = { name: 'linli-plugin-lamps', version: '1.0.0', type: 'module', ...packageJson }
  const title = `export const title = { zh: '路灯', en: 'Street lamps' }`
  const all = { 'index.ts': index, 'contract.ts': contract, 'title.ts': title, ...files }
  await writeFile(join(dir, 'package.json'), JSON.stringify(json))
  for (const [name, text] of Object.entries(all)) await writeFile(join(dir, 'src', name), text)
  return dir
}

const codes = async (plugin: Plugin) =>
  (await checkPlugin(await makePlugin(plugin))).map((found) => found.code)

test('a build leaves a contract and one bare script with the functions', async () => {
  const { contractFile, behaviourFile, built } = await buildPlugin(await makePlugin())
  expect(built).toBe(true)
  expect(JSON.parse(await readFile(contractFile, 'utf8'))).toMatchObject({
    $type: 'contract/v1',
    id: 'lamps',
  })
  const script = await readFile(behaviourFile, 'utf8')
  expect(script).not.toMatch(/^\s*(import|export)\b|require\(|typebox/m)
  const context = createContext({})
  runInContext(script, context)
  const { linli } = context as { linli: { codecs: { lamp(message: object): unknown } } }
  expect(Object.keys(linli)).toEqual(['codecs', 'functions', 'reducers'])
  expect(linli.codecs.lamp({ bytes: [1] })).toEqual([{ name: 'on', value: true }])
})

test('a build does nothing until an input changes, and then sees changes of every file', async () => {
  const dir = await makePlugin()
  await buildPlugin(dir)
  expect((await buildPlugin(dir)).built).toBe(false)
  await writeFile(join(dir, 'src/title.ts'), `export const title = { zh: '路灯', en: 'Lamps of the street' }`)
  const { built, contractFile } = await buildPlugin(dir)
  expect(built).toBe(true)
  expect(await readFile(contractFile, 'utf8')).toContain('Lamps of the street')
  await rm(contractFile)
  expect((await buildPlugin(dir)).built).toBe(true)
})

test('a contract that is not in order leaves dist as it was', async () => {
  const dir = await makePlugin({ files: { 'contract.ts': contract.replace(`id: 'lamps'`, `id: 'Lamps!'`) } })
  await expect(buildPlugin(dir)).rejects.toMatchObject({
    code: 'plugin.invalid',
    findings: [{ path: 'id' }],
  })
  expect(existsSync(join(dir, 'dist'))).toBe(false)
})

test('a plugin in order has no findings', async () => {
  expect(await codes({})).toEqual([])
  expect(
    await codes({ packageJson: { name: '@street/linli-plugin-lamps', scripts: { test: 'vitest' } } }),
  ).toEqual([])
})

test('rules that never fire are refused, rules that hardly do what is meant are pointed out', async () => {
  const withRules = (when: object, key: string) => ({
    files: {
      'contract.ts': contract.replace(
        'sources:',
        `rules: [{ id: 'lit', title, on: { device: 'lamp', property: 'on' }, when: ${JSON.stringify(when)},
          do: [{ alert: { title } }] }, ...${key}], sources:`,
      ),
    },
  })
  const on = { '==': [{ var: 'on' }, true] }
  const never = withRules({ and: [on, { '!': on }] }, '[]')
  expect(await codes(never)).toEqual(['kernel.never-true'])
  await expect(buildPlugin(await makePlugin(never))).rejects.toMatchObject({ code: 'plugin.invalid' })
  const twice = withRules(
    on,
    `[{ id: 'lit-too', title, on: { device: 'lamp', property: 'on' },
    when: { '==': [{ var: 'on' }, true] }, for: '5m', do: [{ alert: { title } }] }]`,
  )
  expect(await checkPlugin(await makePlugin(twice))).toMatchObject([
    { code: 'kernel.shadowed', severity: 'warning', path: 'rules.lit-too.when' },
  ])
  expect(await buildPlugin(await makePlugin(twice))).toMatchObject({ built: true })
})

test('a package is named as a plugin, installs without scripts and needs no other package', async () => {
  expect(await codes({ packageJson: { name: 'lamps' } })).toEqual(['plugin.name'])
  expect(await codes({ packageJson: { name: 'linli-plugin-Lamps' } })).toEqual(['plugin.name'])
  expect(await codes({ packageJson: { scripts: { postinstall: 'x', prepare: 'y' } } })).toEqual([
    'plugin.install-script',
    'plugin.install-script',
  ])
  expect(
    await codes({ packageJson: { dependencies: { lodash: '4' }, peerDependencies: { react: '19' } } }),
  ).toEqual(['plugin.dependency', 'plugin.dependency'])
})

test('a contract has the id of its package', async () => {
  expect(await codes({ packageJson: { name: 'linli-plugin-lights' } })).toEqual(['plugin.id'])
})

test('contract and behaviour agree both ways', async () => {
  const loose = index.replace('defineScenario(contract', 'defineScenario(contract as never')
  expect(await codes({ files: { 'index.ts': loose.replace('lamp:', 'lantern:') } })).toEqual([
    'plugin.function-missing',
    'plugin.function-unused',
  ])
})

test('a behaviour that needs more than the language is refused', async () => {
  expect(
    await codes({ files: { 'title.ts': `export const title = { zh: process.title, en: 'x' }` } }),
  ).toEqual(['plugin.not-bare'])
  const [found] = await checkPlugin(
    await makePlugin({
      files: { 'title.ts': `import { hostname } from 'node:os'; export const title = hostname()` },
    }),
  )
  expect(found).toMatchObject({
    code: 'plugin.build',
    params: { reason: expect.stringContaining('node:os') },
  })
})

test('what cannot be read, built or loaded is a finding that names the place', async () => {
  const nowhere = await mkdtemp(join(tmpdir(), 'linli-plugin-'))
  folders.push(nowhere)
  expect((await checkPlugin(nowhere)).map((found) => found.code)).toEqual(['plugin.package'])
  const [broken] = await checkPlugin(await makePlugin({ files: { 'index.ts': 'export default {' } }))
  expect(broken).toMatchObject({
    code: 'plugin.build',
    params: { reason: expect.stringContaining('index.ts:1') },
  })
  expect(await codes({ files: { 'index.ts': 'throw new TypeError("no")' } })).toEqual(['plugin.load'])
  expect(await codes({ files: { 'index.ts': 'export default 3' } })).toEqual(['plugin.no-scenario'])
})
