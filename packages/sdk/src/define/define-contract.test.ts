import { expect, test } from 'vitest'
import parking, { contract } from '../example/parking.ts'
import { defineContract, defineScenario, Type } from '../index.ts'

const title = { zh: '路灯', en: 'Lamps' }
const lamp = { title, properties: { on: Type.Boolean() } }

test('a contract survives JSON unchanged', () => {
  const text = JSON.stringify(contract)
  expect(JSON.stringify(JSON.parse(text))).toBe(text)
  const lost: string[] = []
  JSON.stringify(contract, (name, value: unknown) => {
    if (value === undefined || typeof value === 'function' || value instanceof Date) lost.push(name)
    return value
  })
  expect(lost).toEqual([])
})

test('a contract is frozen all the way down', () => {
  const loose: object[] = []
  const visit = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return
    if (!Object.isFrozen(value)) loose.push(value)
    for (const member of Object.values(value)) visit(member)
  }
  visit(contract)
  visit(parking)
  expect(loose).toEqual([])
})

test('parts that are left out are empty', () => {
  const {
    $type,
    settings,
    sources,
    derive,
    records,
    reference,
    rules,
    forms,
    flows,
    capabilities,
    messages,
  } = defineContract({
    id: 'lamps',
    title,
    summary: title,
    devices: { lamp },
  })
  expect($type).toBe('contract/v1')
  expect(settings.properties).toEqual({})
  expect([sources, records, reference, forms, flows, messages]).toEqual([{}, {}, {}, {}, {}, {}])
  expect([derive, rules, capabilities]).toEqual([[], [], []])
})

test('a rule holds its triggers as a list and is kept per device where nothing else is said', () => {
  const alert = [{ alert: { title } }] as const
  const on = { device: 'lamp', property: 'on' } as const
  const { rules } = defineContract({
    id: 'lamps',
    title,
    summary: title,
    devices: { lamp },
    rules: [
      { id: 'a', title, on, when: { var: 'on' }, do: alert },
      { id: 'b', title, on: [on], key: 'place', when: { var: 'on' }, do: alert },
    ],
  })
  expect(rules.map(({ on, key }) => ({ on, key }))).toEqual([
    { on: [on], key: 'device' },
    { on: [on], key: 'place' },
  ])
})

test('a form is of version 1 until it says otherwise', () => {
  const form = { title, schema: Type.Object({}), layout: [] }
  const { forms } = defineContract({
    id: 'lamps',
    title,
    summary: title,
    devices: {},
    forms: { first: form, third: { ...form, version: 3 } },
  })
  expect([forms.first.version, forms.third.version]).toEqual([1, 3])
})

test('a scenario holds its functions as they are and all three parts', () => {
  const empty = defineContract({ id: 'lamps', title, summary: title, devices: { lamp } })
  expect(defineScenario(empty, {})).toEqual({
    $type: 'scenario/v1',
    contract: empty,
    codecs: {},
    functions: {},
    reducers: {},
  })
  expect(Object.keys(parking.codecs)).toEqual(['bay', 'gate'])
})
