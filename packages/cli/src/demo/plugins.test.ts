import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { type Contract, type DeviceModel, readContract, type TSchema } from '@linli/sdk'
import { expect, test } from 'vitest'
import { checkout } from '../checkout.ts'
import { buildPlugin, checkPlugin } from '../plugin/index.ts'
import { demoCommunity } from './demo-community.ts'

const plugins = ['smart-parking', 'falling-objects', 'elderly-care', 'charging-piles'].map((id) => ({
  id,
  dir: path.join(checkout, 'plugins', id),
}))

/** Rules of `quality.yaml`: what a test can see of each, or null where people have to look. */
const rules: Readonly<Record<string, ((contract: Contract, dir: string) => boolean) | null>> = {
  'texts-zh-en': (contract) => fields(contract).every(isLabelled),
  'settings-bounded': ({ settings }) => Object.values(settings.properties).every(isBounded),
  'personal-data-noted': ({ capabilities }) => capabilities.some(({ kind }) => kind === 'personal-data'),
  'dialect-tested': null,
  'repeats-safe': null,
  'late-inputs-safe': null,
  'golden-scenarios': (_, dir) => globSync('golden/*', { cwd: dir }).length > 0,
  'form-and-flow': ({ forms, flows }) => Object.keys(forms).length > 0 && Object.keys(flows).length > 0,
  'commands-expire': ({ devices }) => Object.values(devices).some(({ commands }) => commands !== undefined),
  'silence-noticed': (contract) => contract.rules.some(({ absent }) => absent !== undefined),
  'battery-watched': (contract) =>
    contract.rules.some(({ when }) => JSON.stringify(when ?? '').includes('"battery"')),
  'no-dependencies': (_, dir) => !('dependencies' in json(path.join(dir, 'package.json'))),
}

const json = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>

const contractOf = async (dir: string) => readContract(json((await buildPlugin(dir)).contractFile))

/** Everything with a name that the studio shows. */
function fields({ settings, devices, records, reference, forms }: Contract): readonly TSchema[] {
  const models = Object.values(devices).flatMap(({ properties = {}, events = {} }: DeviceModel) => [
    ...Object.values(properties),
    ...Object.values(events).flatMap((event) => Object.values(event.properties)),
  ])
  const tables = [
    settings,
    ...Object.values(records).map((record) => record.fields),
    ...Object.values(reference).map(({ row }) => row),
    ...Object.values(forms).map(({ schema }) => schema),
  ]
  return [...models, ...tables.flatMap(({ properties }) => Object.values(properties))]
}

const isLabelled = ({ label }: TSchema) => Boolean(label?.zh && label?.en)

const isBounded = (setting: TSchema) =>
  setting.default !== undefined &&
  (setting.type !== 'number' ||
    (setting.minimum !== undefined && setting.maximum !== undefined && setting.unit !== undefined))

/** `name: done` or `name: "exempt: reason"`, one a line. */
function quality(dir: string): Record<string, string> {
  const lines = readFileSync(path.join(dir, 'quality.yaml'), 'utf8').split('\n')
  const found = lines.flatMap(
    (line) => /^ {2}([a-z-]+): "?(done|exempt: .{10,}?)"?$/.exec(line)?.slice(1, 3) ?? [],
  )
  return Object.fromEntries(
    Array.from({ length: found.length / 2 }, (_, at) => [found[at * 2]!, found[at * 2 + 1]!]),
  )
}

test.each(plugins)('$id is in order', async ({ dir }) => {
  expect(await checkPlugin(dir)).toEqual([])
})

test.each(plugins)('the quality table of $id says what its contract shows', async ({ dir }) => {
  const contract = await contractOf(dir)
  const table = quality(dir)
  expect(Object.keys(table)).toEqual(Object.keys(rules))
  for (const [rule, isMet] of Object.entries(rules)) {
    if (isMet)
      expect(`${rule}: ${isMet(contract, dir) ? 'done' : 'exempt'}`).toBe(
        `${rule}: ${table[rule]!.split(':')[0]}`,
      )
  }
})

test.each(plugins)('the readme of $id fits on a screen', ({ dir }) => {
  expect(readFileSync(path.join(dir, 'README.md'), 'utf8').split('\n').length).toBeLessThanOrEqual(41)
})

test('sources, models, settings and tables of the demo are those of its plugins', async () => {
  for (const { id, dir } of plugins) {
    const contract = await contractOf(dir)
    const installed = demoCommunity.installations.find(({ plugin }) => plugin === id)!
    expect(Object.keys(contract.settings.properties)).toEqual(
      expect.arrayContaining(Object.keys(installed.settings)),
    )
    expect(Object.keys(installed.reference)).toEqual(Object.keys(contract.reference))
    const models = demoCommunity.devices.filter(({ model }) => model.startsWith(`${id}/`))
    expect(new Set(models.map(({ model }) => model.slice(id.length + 1)))).toEqual(
      new Set(Object.keys(contract.devices)),
    )
    const specs = demoCommunity.sources.filter(({ plugin }) => plugin === id).map(({ spec }) => spec)
    expect(specs).toEqual(Object.keys(contract.sources))
  }
})
