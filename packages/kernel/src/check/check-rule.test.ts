import fc from 'fast-check'
import { expect, test } from 'vitest'
import { kernelErrors } from '../errors.ts'
import { createFold } from '../fold/create-fold.ts'
import type { Json, Rule } from '../rule.ts'
import { program, release, rule, said } from '../testing/records.ts'
import { checkProgram, checkRule } from './check-rule.ts'

/** Codes and places of what is wrong with a rule that differs so from a good one. */
const found = (more: Record<string, unknown>) =>
  checkRule(rule(more as Partial<Rule>), program([])).map(({ code, at }) => `${code.slice(7)} ${at}`)

const onPlate = { on: [{ device: 'camera', event: 'plate' }] }
const seen = { var: 'event.plate' }

test('a good rule has no findings', () => {
  expect(found({ for: { setting: 'minutes', unit: 'm' }, cooldown: '1h' })).toEqual([])
  expect(
    found({ ...onPlate, key: { field: 'event.plate' }, when: { in: [seen, ['A']] }, absent: '3h' }),
  ).toEqual([])
  expect(found({ on: [{ form: 'patrol' }], when: { '==': [{ var: 'form.finding' }, 'fire'] } })).toEqual([])
  expect(
    found({
      on: [{ record: 'session', property: 'minutes' }],
      when: { '>': [{ var: 'session.minutes' }, 9] },
    }),
  ).toEqual([])
  expect(found({ key: 'place', when: { '!': [{ var: 'camera.open' }] } })).toEqual([])
})

test('names that stand for nothing are found where they stand', () => {
  expect(found({ on: [{ device: 'bey', property: 'occupied' }] })).toContain('unknown-model on[0]')
  expect(found({ on: [{ device: 'bay', property: 'ocupied' }] })).toContain('unknown-property on[0].property')
  expect(found({ ...onPlate, when: true, on: [{ device: 'camera', event: 'plaet' }] })).toEqual([
    'unknown-event on[0].event',
  ])
  expect(found({ when: { '==': [{ var: 'occupid' }, true] } })).toEqual(['unknown-property when.==[0].var'])
  expect(found({ when: { '>': [{ var: 'temperature' }, { var: 'settings.limt' }] } })).toEqual([
    'unknown-setting when.>[1].var',
  ])
  expect(found({ for: { setting: 'minuts', unit: 'm' } })).toEqual(['unknown-setting for.setting'])
  expect(found({ ...onPlate, when: { '>': [{ var: 'event.sureness' }, 1] } })).toEqual([
    'unknown-field when.>[0].var',
  ])
  expect(found({ when: { '!!': [{ missing: ['occupied', 'heat'] }] } })).toEqual([
    'unknown-property when.!![0].missing',
  ])
  const detail = { alert: { title: { zh: '甲', en: 'a' }, detail: { list: [{ $: 'warmth' }] } } }
  expect(found({ do: [detail] })).toEqual(['unknown-property do[0].alert.detail.list[0]'])
})

test('a finding says what was probably meant, in both languages', () => {
  const [finding] = checkRule(rule({ when: { '==': [{ var: 'ocupied' }, true] } }), program([]))
  expect(finding?.text.en).toBe(
    'Rule "overstayed": when.==[0].var names the unknown property "ocupied". Did you mean "occupied"?',
  )
  expect(finding?.text.zh).toContain('您是否想写“occupied”？')
  expect(finding).toMatchObject({ rule: 'overstayed', fault: 'plugin', params: { property: 'ocupied' } })
})

test('a bare name that several models have must say which', () => {
  const both = program([], {
    models: {
      bay: { properties: { open: { type: 'boolean' } }, events: {} },
      camera: { properties: { open: { type: 'boolean' } }, events: {} },
    },
  })
  const on = [
    { device: 'bay', property: 'open' },
    { device: 'camera', property: 'open' },
  ] as const
  const codes = (path: string) =>
    checkRule(rule({ on, key: 'place', when: { '!': [{ var: path }] } }), both).map(({ code }) => code)
  expect(codes('open')).toEqual(['kernel.ambiguous-property'])
  expect(codes('camera.open')).toEqual([])
})

test('what a rule cannot see is found', () => {
  expect(found({ when: { '==': [seen, 'A'] } })).toEqual(['event-in-level when.==[0].var'])
  expect(found({ when: { '!': [{ var: 'camera.open' }] } })).toEqual(['other-device when.![0].var'])
  expect(found({ when: { '!!': [{ var: { cat: ['occ', 'upied'] } }] } })).toEqual([
    'computed-name when.!![0].var',
  ])
})

test('time forms must fit what triggers the rule', () => {
  expect(found({ ...onPlate, when: true, for: '1m' })).toEqual(['for-on-event for'])
  expect(found({ for: '1m', absent: '2m' })).toEqual(['for-with-absent for'])
  expect(found({ when: undefined })).toEqual(['always-true when'])
  expect(found({ for: '5' })).toEqual(['bad-duration for'])
  expect(found({ cooldown: 7 })).toEqual(['bad-duration cooldown'])
  expect(found({ key: { field: 'event.plate' } })).toEqual(['key-field key'])
  expect(found({ ...onPlate, when: true, key: { field: 'event.plat' } })).toEqual(['key-field key'])
})

test('operators, their arguments and the size of a condition are checked', () => {
  expect(found({ when: { '=': [{ var: 'occupied' }, true] } })).toEqual(['unknown-operator when.='])
  expect(found({ when: { '/': [1] } })).toEqual(['bad-arguments when./'])
  expect(found({ when: { and: Array.from({ length: 1_000 }, () => true) } })).toEqual([
    'logic-too-large when',
  ])
  expect(found({ when: { '==': [{ var: 'occupied' }, 'x'.repeat(5_000)] } })).toEqual([
    'literal-too-large when.==[1]',
  ])
  let deep: Json = { var: 'occupied' }
  for (let level = 0; level < 60; level++) deep = { '!': [deep] }
  expect(found({ when: deep })[0]).toMatch(/^logic-too-deep when/)
})

test('what an operator cannot read is found where it stands', () => {
  expect(found({ ...onPlate, when: { matches: [seen, '(?=A)'] } })).toEqual(['bad-pattern when.matches[1]'])
  expect(found({ ...onPlate, when: { matches: [seen, '^京'] } })).toEqual([])
  expect(found({ ...onPlate, when: { '>': [{ now: [] }, { duration: 'soon' }] } })).toEqual([
    'bad-duration when.>[1].duration',
  ])
})

test('a clock in a condition that lasts is refused: nothing would look at it when the hour comes', () => {
  const night = { '>=': [{ time_of_day: [] }, '22:00'] }
  expect(found({ when: night })).toEqual(['clock-in-level when.>=[0].time_of_day'])
  expect(found({ ...onPlate, when: night })).toEqual([])
  expect(found({ when: night, absent: '1h' })).toEqual([])
  expect(found({ clear: { when: night } })).toEqual(['clock-in-level clear.when.>=[0].time_of_day'])
})

test('inside an iteration names belong to the element', () => {
  const when = { some: [[1, 2], { '>': [{ var: 'whatever' }, 1] }] }
  expect(found({ when })).toEqual([])
})

test('two rules of one id are found', () => {
  expect(checkProgram(program([rule(), rule()])).map(({ code }) => code)).toEqual(['kernel.duplicate-rule'])
})

test('whatever JSON is given for a rule, there are findings or it folds', () => {
  const part = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom<unknown>('device', '5m', [], {}, true, rule().on, rule().do, rule().when, { when: true }),
    fc.constantFrom<unknown>(
      { atLeast: 2, within: '5m' },
      { of: 'temperature', within: '5m' },
      { mean: { of: 'temperature', fn: 'mean', over: '5m' } },
      { followedBy: { on: rule().on }, within: '5m' },
      { periods: [{ from: '08:00', to: '07:00' }] },
    ),
  )
  const fields = [
    'id',
    'title',
    'on',
    'key',
    'when',
    'for',
    'absent',
    'cooldown',
    'count',
    'change',
    'aggregate',
    'sequence',
    'clear',
    'schedule',
    'notes',
    'grade',
    'early',
    'muted',
    'do',
  ]
  fc.assert(
    fc.property(
      fc.constantFrom(...fields),
      part,
      fc.constantFrom(...fields),
      part,
      (one, value, other, second) => {
        const broken = { ...rule(), [one]: value, [other]: second } as Rule
        const findings = checkRule(broken, program([broken]))
        for (const { code } of findings) expect(kernelErrors).toHaveProperty([code])
        if (findings.length === 0) {
          const fold = createFold(null)
          fold.step([release(0, program([broken])), said('b1', 'occupied', true, 1)])
          fold.tick(1e9)
        }
      },
    ),
    { numRuns: 2_000 },
  )
})
