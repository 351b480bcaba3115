import { expect, test } from 'vitest'
import { contract as parking } from '../example/parking.ts'
import { checkContract, readContract } from '../index.ts'

// biome-ignore lint/suspicious/noExplicitAny: tests bend a contract in ways its type forbids
type Bent = any

const copy = (): Bent => JSON.parse(JSON.stringify(parking))

/** What is found, as `code path`, once `bend` has changed a good contract. */
function found(bend: (contract: Bent) => void): readonly string[] {
  const contract = copy()
  bend(contract)
  return checkContract(contract).map(({ code, path }) => `${code} ${path}`)
}

test('a contract that was defined has no findings, and reads back as it was', () => {
  expect(checkContract(parking)).toEqual([])
  expect(readContract(copy())).toEqual(copy())
})

test('what is no contract at all is refused', () => {
  for (const json of [null, 3, 'x', [], {}, { $type: 'contract/v2' }])
    expect(checkContract(json).map(({ code }) => code)).toContain(
      json && typeof json === 'object' && !Array.isArray(json) ? 'contract.missing' : 'contract.shape',
    )
})

test('an error says how many findings there are and carries them all', () => {
  const contract = { ...copy(), id: 'Parking', title: { zh: '停车' } }
  expect(() => readContract(contract)).toThrow(
    expect.objectContaining({
      code: 'contract.invalid',
      fault: 'plugin',
      params: expect.objectContaining({ contract: 'Parking', count: '2' }),
      findings: [expect.objectContaining({ path: 'id' }), expect.objectContaining({ path: 'title' })],
    }),
  )
})

test('a finding names the field and the way out in both languages', () => {
  const contract = copy()
  contract.devices.bay.decode[0].source = 'lorawn'
  const [only] = checkContract(contract)
  expect(only?.text.en).toBe(
    'The field "devices.bay.decode.0.source" of the contract names the source "lorawn", which the contract does not declare. Did you mean "lorawan"?',
  )
  expect(only?.text.zh).toContain('是否想写“lorawan”？')
})

test.each<[string, string, (contract: Bent) => void]>([
  [
    'a member nobody knows',
    'contract.unknown-field devices.bay.titel',
    ({ devices }) => {
      devices.bay.titel = 'x'
    },
  ],
  [
    'a missing part',
    'contract.missing rules',
    (contract) => {
      delete contract.rules
    },
  ],
  [
    'a text in one language',
    'contract.shape forms.visit.title',
    ({ forms }) => {
      forms.visit.title.en = ' '
    },
  ],
  [
    'a duration without a unit',
    'kernel.bad-duration rules.overstay.for',
    ({ rules }) => {
      rules.find((rule: Bent) => rule.id === 'overstay').for = '10'
    },
  ],
  [
    'a field that rules do not have',
    'kernel.unknown-rule-field rules.overstay.cooldwon',
    ({ rules }) => {
      rules[1].cooldwon = '1h'
    },
  ],
  [
    'a part of a time form that cannot be read',
    'kernel.bad-rule rules.overstay.count.atLeast',
    ({ rules }) => {
      rules[1].count = { atLeast: 1, within: '1h' }
    },
  ],
  [
    'a name that every object has',
    'contract.shape devices.constructor',
    ({ devices }) => {
      devices.constructor = devices.bay
    },
  ],
  [
    'a model called like the head of a name',
    'contract.shape devices.event',
    ({ devices }) => {
      devices.event = devices.bay
    },
  ],
  [
    'a pointer without a slash',
    'contract.shape sources.camera.address',
    ({ sources }) => {
      sources.camera.address = 'a'
    },
  ],
  [
    'an unknown kind of source',
    'contract.shape sources.camera',
    ({ sources }) => {
      sources.camera.kind = 'ftp'
    },
  ],
  [
    'an unknown kind of field',
    'contract.shape forms.visit.layout.0.kind',
    ({ forms }) => {
      forms.visit.layout[0].kind = 'slider'
    },
  ],
  [
    'a role that nobody has',
    'contract.shape flows.standard.steps.verify.role',
    ({ flows }) => {
      flows.standard.steps.verify.role = 'mayor'
    },
  ],
  [
    'a schema of another set',
    'contract.schema devices.bay.properties.occupied',
    ({ devices }) => {
      devices.bay.properties.occupied = { not: {} }
    },
  ],
  [
    'a reference in a schema',
    'contract.schema devices.bay.properties.occupied',
    ({ devices }) => {
      devices.bay.properties.occupied = { $ref: '#' }
    },
  ],
  [
    'a pattern that is none',
    'contract.shape settings.properties.note.pattern',
    ({ settings }) => {
      settings.properties.note.pattern = '('
    },
  ],
  [
    'a string without a note',
    'contract.data-note devices.gate.events.plateSeen.properties.plate',
    ({ devices }) => {
      delete devices.gate.events.plateSeen.properties.plate.data
    },
  ],
  [
    'a record field without a note',
    'contract.data-note records.session.fields.properties.minutes',
    ({ records }) => {
      delete records.session.fields.properties.minutes.data
    },
  ],
  [
    'a form field without a note',
    'contract.data-note forms.visit.schema.properties.why',
    ({ forms }) => {
      delete forms.visit.schema.properties.why.data
    },
  ],
  [
    'a row field without a note',
    'contract.data-note reference.permits.row.properties.until',
    ({ reference }) => {
      delete reference.permits.row.properties.until.data
    },
  ],
  [
    'a personal note without retention',
    'contract.missing forms.visit.schema.properties.why.data.retention',
    ({ forms }) => {
      forms.visit.schema.properties.why.data = {
        class: 'C2',
        subject: 'resident',
        purpose: ['x'],
        mask: 'all',
      }
    },
  ],
])('%s is refused', (_, expected, bend) => {
  expect(found(bend)).toEqual([expected])
})

test.each<[string, string, (contract: Bent) => void]>([
  [
    'a source',
    'contract.unknown-name devices.bay.decode.0.source',
    ({ devices }) => {
      devices.bay.decode[0].source = 'mqtt'
    },
  ],
  [
    'a mapped property',
    'contract.unknown-name devices.bay.decode.0.map.ocupied',
    ({ devices }) => {
      devices.bay.decode = [{ source: 'lorawan', map: { ocupied: '/x' } }]
    },
  ],
  [
    'a confirming property',
    'contract.unknown-name devices.gate.commands.open.confirmedBy.property',
    ({ devices }) => {
      devices.gate.commands.open.confirmedBy = { property: 'open', value: true }
    },
  ],
  [
    'the command of an answer',
    'contract.unknown-name sources.camera.answer.command',
    ({ sources }) => {
      sources.camera.answer.command = 'opn'
    },
  ],
  [
    'the event of a derivation',
    'contract.unknown-name derive.1.event',
    ({ derive }) => {
      derive.push({ ...derive[0], event: 'seen', lookup: {} })
    },
  ],
  [
    'a lookup table',
    'contract.unknown-name derive.0.lookup.permit.table',
    ({ derive }) => {
      derive[0].lookup.permit.table = 'cars'
    },
  ],
  [
    'the field of a lookup',
    'contract.unknown-name derive.0.lookup.permit.by',
    ({ derive }) => {
      derive[0].lookup.permit.by = 'id'
    },
  ],
  [
    'the event of a record',
    'contract.unknown-name records.session.inputs.0.event',
    ({ records }) => {
      records.session.inputs[0] = { device: 'gate', event: 'seen', key: 'device' }
    },
  ],
  [
    'the key of a record',
    'contract.unknown-name records.session.inputs.0.key',
    ({ records }) => {
      records.session.inputs[0].key = 'event.id'
    },
  ],
  [
    'the key of a table',
    'contract.unknown-name reference.permits.key',
    ({ reference }) => {
      reference.permits.key = 'id'
    },
  ],
  [
    'a shown field',
    'contract.unknown-name forms.visit.layout.1.field',
    ({ forms }) => {
      forms.visit.layout.push({ field: 'who', kind: 'text' })
    },
  ],
  [
    'a flow',
    'contract.unknown-name rules.low-battery.do.0.alert.flow',
    ({ rules }) => {
      rules[0].do[0].alert.flow = 'fast'
    },
  ],
  [
    'a command',
    'contract.unknown-name rules.open.do.0.command.name',
    ({ rules }) => {
      rules[2].do[0].command.name = 'shut'
    },
  ],
  [
    'an argument',
    'contract.unknown-name rules.open.do.1.command.with.speed',
    ({ rules }) => {
      rules[2].do[1].command.with.speed = 1
    },
  ],
  [
    'a capability',
    'contract.unknown-name capabilities.0.name',
    ({ capabilities }) => {
      capabilities.unshift({ ...capabilities[0], name: 'shut' })
    },
  ],
  [
    'a model',
    'kernel.unknown-model rules.low-battery.on[0]',
    ({ rules }) => {
      rules[0].on[0].device = 'bays'
      rules[0].when = true
      rules[0].do[0].alert.detail = {}
    },
  ],
  [
    'a variable',
    'kernel.unknown-property rules.low-battery.when.<[0].var',
    ({ rules }) => {
      rules[0].when['<'][0].var = 'batery'
    },
  ],
  [
    'a setting',
    'kernel.unknown-setting rules.overstay.for.setting',
    ({ rules }) => {
      rules[1].for.setting = 'minutes'
    },
  ],
  [
    'the form of a flow',
    'flow.unknown-form flows.standard',
    ({ flows }) => {
      flows.standard.steps.verify.evidence = [{ form: 'site' }]
    },
  ],
])('%s that is not declared is refused', (_, expected, bend) => {
  expect(found(bend)).toEqual([expected])
})

test.each<[string, string, (contract: Bent) => void]>([
  [
    'a pulse that may leave after more than 5 s',
    'contract.value devices.gate.commands.open.expires',
    ({ devices }) => {
      devices.gate.commands.open.expires = '1m'
    },
  ],
  [
    'an answer held for more than 2 s',
    'contract.value sources.camera.answer.within',
    ({ sources }) => {
      sources.camera.answer.within = '3s'
    },
  ],
  [
    'a property and an event of one name',
    'contract.value devices.gate.events.plateSeen',
    ({ devices }) => {
      devices.gate.properties = { plateSeen: { type: 'boolean' } }
    },
  ],
  [
    'a model and a record of one name',
    'contract.value devices.bay',
    ({ records }) => {
      records.bay = records.session
    },
  ],
  [
    'a derived field that is there already',
    'contract.duplicate derive.0.adds.lane',
    ({ derive }) => {
      derive[0].adds.lane = { type: 'boolean' }
    },
  ],
  [
    'a derivation of nothing',
    'contract.value derive.0',
    ({ derive }) => {
      derive[0].property = 'x'
    },
  ],
  [
    'a required field that the form hides',
    'contract.value forms.visit.layout',
    ({ forms }) => {
      forms.visit.layout = []
    },
  ],
  [
    'a field shown twice',
    'contract.duplicate forms.visit.layout',
    ({ forms }) => {
      forms.visit.layout.push(forms.visit.layout[0])
    },
  ],
  [
    'a default outside its field',
    'contract.value settings.properties.minConfidence.default',
    ({ settings }) => {
      settings.properties.minConfidence.default = -1
    },
  ],
  [
    'an argument of another type',
    'contract.value rules.open.do.1.command.with.lane',
    ({ rules }) => {
      rules[2].do[1].command.with.lane = 'left'
    },
  ],
  [
    'a missing argument',
    'contract.missing rules.open.do.1.command.with.lane',
    ({ rules }) => {
      rules[2].do[1].command.with = {}
    },
  ],
  [
    'a command nobody asked for',
    'contract.capability rules.open.do.0.command',
    ({ capabilities, rules }) => {
      capabilities.shift()
      rules[2].do.pop()
    },
  ],
  [
    'personal data nobody asked for',
    'contract.capability devices.gate.events.plateSeen.properties.plate',
    ({ capabilities }) => {
      capabilities.pop()
    },
  ],
  [
    'a rule that can never fire',
    'kernel.never-true rules.low-battery.when',
    ({ rules }) => {
      rules[0].when = { and: [{ '>': [{ var: 'battery' }, 80] }, { '<': [{ var: 'battery' }, 20] }] }
    },
  ],
  [
    'two rules of one id',
    'kernel.duplicate-rule rules.overstay.id',
    ({ rules }) => {
      rules.splice(2, 0, rules[1])
    },
  ],
])('%s is refused', (_, expected, bend) => {
  expect(found(bend)).toEqual([expected])
})

test('a contract of any depth or size is answered', () => {
  const deep = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`) as unknown
  expect(
    found((contract) => {
      contract.messages = deep
    }),
  ).toEqual(['contract.too-large '])
  expect(
    found((contract) => {
      contract.derive = Array(200_000).fill(0)
    }),
  ).toEqual(['contract.too-large '])
})
