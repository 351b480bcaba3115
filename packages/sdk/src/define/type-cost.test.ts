import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'

/** What checking the example scenario may cost beyond the SDK itself, in type instantiations. */
const exampleBudget = 35_000
/** What one more rule may cost. */
const ruleBudget = 600

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const tsc = path('../../../../node_modules/typescript/bin/tsc')
const folders: string[] = []
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))))

interface Cost {
  readonly instantiations: number
  readonly errors: readonly string[]
}

/** Checks a project and counts; only errors in the SDK's own files are its own. */
async function check(project: string): Promise<Cost> {
  const run = promisify(execFile)(process.execPath, [
    tsc,
    '-p',
    project,
    '--extendedDiagnostics',
    '--singleThreaded',
  ])
  const { stdout } = await run.catch((failed: { readonly stdout: string }) => failed)
  return {
    instantiations: Number(/Instantiations:\s+(\d+)/.exec(stdout)?.[1]),
    errors: stdout
      .split('\n')
      .filter((line) => /packages\/sdk\/src|scratch\.ts/.test(line) && line.includes('error TS')),
  }
}

/** The cost of one file that sees the SDK as an author does. */
async function costOf(source: string): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'linli-types-'))
  folders.push(folder)
  await writeFile(
    join(folder, 'scratch.ts'),
    source.replace(/'(\$sdk|@linli\/sdk)'/g, `'${path('../index.ts')}'`),
  )
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
  await writeFile(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      extends: path('../../../../tsconfig.json'),
      include: ['scratch.ts'],
      compilerOptions: { typeRoots: [path('../../../../node_modules/@types')] },
    }),
  )
  const { instantiations, errors } = await check(folder)
  expect(errors).toEqual([])
  return instantiations
}

const rule = (index: number) => `{
  id: 'rule-${index}', title, on: { device: 'lamp', property: 'level' },
  when: { and: [{ '<': [{ var: 'level' }, ${index}] }, { '>': [{ var: 'lamp.level' }, { var: 'settings.least' }] }] },
  for: { setting: 'least', unit: 'm' },
  do: [{ alert: { title, detail: { level: { $: 'level' } } } }],
}`

const contractWith = (rules: number) => `
import { defineContract, Type } from '$sdk'
const title = { zh: '路灯', en: 'Lamps' }
export const contract = defineContract({
  id: 'lamps', title, summary: title,
  settings: Type.Object({ least: Type.Integer({ default: 3 }) }),
  devices: { lamp: { title, properties: { on: Type.Boolean(), level: Type.Number() } } },
  rules: [${Array.from({ length: rules }, (_, index) => rule(index)).join(',\n')}],
})`

test('every promise of the types holds: no error that is not expected, and every expected one is there', async () => {
  const { errors } = await check(path('../../tsconfig.types.json'))
  expect(errors).toEqual([])
}, 60_000)

test('the example in the README compiles', async () => {
  const readme = await readFile(path('../../README.md'), 'utf8')
  const [, example = ''] = /```ts\n(.*?)```/s.exec(readme) ?? []
  expect(await costOf(example)).toBeGreaterThan(0)
}, 60_000)

test('a scenario is cheap to check', async () => {
  const [alone, example] = await Promise.all([
    costOf(`export * from '$sdk'`),
    costOf(`export * from '$sdk'\nexport { default } from '${path('../example/parking.ts')}'`),
  ])
  console.log(`example scenario: ${example - alone} type instantiations, budget ${exampleBudget}`)
  expect(example - alone).toBeLessThan(exampleBudget)
}, 60_000)

test('each rule costs the same, however many there are', async () => {
  const [few, some, many] = await Promise.all([10, 40, 80].map((rules) => costOf(contractWith(rules))))
  const [first, second] = [((some ?? 0) - (few ?? 0)) / 30, ((many ?? 0) - (some ?? 0)) / 40]
  console.log(
    `one more rule: ${first.toFixed(0)}, later ${second.toFixed(0)} type instantiations, budget ${ruleBudget}`,
  )
  expect(first).toBeGreaterThan(0)
  expect(Math.max(first, second)).toBeLessThan(ruleBudget)
}, 60_000)
