import { expect, test } from 'vitest'
import type { Program } from '../log.ts'
import type { Rule } from '../rule.ts'
import { analyseProgram } from './analyse-program.ts'
import { defects, found, foundInPlugins, scores, sound } from './corpus/score.ts'
import { alert, command, on, siteProgram, surroundings, v } from './corpus/site.ts'
import type { Surroundings } from './surroundings.ts'

test('there are at least 120 seeded defects, ten or more of each class, and 64 sound cases', () => {
  const classes = new Map<string, number>()
  for (const { kind } of defects) classes.set(kind, (classes.get(kind) ?? 0) + 1)
  expect(defects.length).toBeGreaterThanOrEqual(120)
  expect(Math.min(...classes.values())).toBeGreaterThanOrEqual(10)
  expect(classes.size).toBe(12)
  expect(sound.length).toBeGreaterThanOrEqual(60)
})

test('nothing is told of the seeded and sound rules that is not so', () => {
  const wrong = [...defects, ...sound].flatMap((one) =>
    found(one).filter((line) => !one.finds.includes(line)),
  )
  expect(wrong).toEqual([])
})

test('of every class at least nine in ten seeded defects are found', () => {
  for (const { code, seeded, found: hits } of scores())
    expect([code, hits / seeded >= 0.9]).toEqual([code, true])
})

test('there is nothing to find in the rules of the four plugins', () => {
  expect(foundInPlugins()).toEqual([])
})

const analysed = (rules: readonly Rule[], around: Surroundings = surroundings, more: Partial<Program> = {}) =>
  analyseProgram({ ...siteProgram(rules), ...more }, around)

test('a finding names the rule, the place, the values and the way out, in both languages', () => {
  const [finding] = analysed([
    on('bay.temperature bay.battery', {
      and: [{ '>': [v('temperature'), 40] }, { '<': [v('battery'), 150] }],
    }),
  ])
  expect(finding).toMatchObject({ rule: 'a', at: 'when.and[1].<', severity: 'warning', fault: 'plugin' })
  expect(finding?.text.en).toBe(
    'Rule "a": when.and[1].< compares "battery" with 150, but it lies within 0…100, so this is always true. Choose another threshold.',
  )
  expect(finding?.text.zh).toBe(
    '规则“a”的 when.and[1].< 把“battery”与 150 比较，但它的取值范围是 0…100，因此永远成立。请修改阈值。',
  )
})

test('what can never fire, or would never end, is an error; what does nothing is a warning', () => {
  const severities = (rule: Rule) =>
    analysed([rule]).map(({ code, severity }) => `${code.slice(7)} ${severity}`)
  expect(severities(on('bay.occupied', { and: [v('occupied'), { '!': v('occupied') }] }))).toEqual([
    'never-true error',
  ])
  expect(severities(on('bay.occupied', true))).toEqual(['always-holds error'])
  const either = { or: [{ '==': [v('event.lane'), 'entry'] }, { '==': [v('event.lane'), 'exit'] }] }
  expect(severities(on('camera!plate', either))).toEqual(['always-holds warning'])
  expect(severities(on('bay.battery', { or: [{ '<': [v('battery'), 5] }, { '==': [1, 2] }] }))).toEqual([
    'never-true warning',
  ])
})

test('a setting stands for any value it may be given, or for the one that a release gives it', () => {
  const rule = on('bay.battery', { '<': [v('battery'), v('settings.share')] })
  expect(analysed([rule])).toEqual([])
  const { settings: _, ...declared } = surroundings
  const given = analysed([rule], declared, { settings: { share: 0 } })
  expect(given.map(({ code }) => code)).toContain('kernel.outside-range')
})

test('a value that may be null is looked at as such', () => {
  const either = on('bay.occupied', { or: [v('occupied'), { '===': [v('occupied'), false] }] })
  const models = (nullable: boolean) => ({
    models: {
      bay: { properties: { occupied: { type: 'boolean', ...(nullable ? { nullable } : {}) } }, events: {} },
    } as const,
  })
  expect(analysed([either], {}, models(false)).map(({ code }) => code)).toEqual(['kernel.always-holds'])
  expect(analysed([either], {}, models(true))).toEqual([])
})

test('a loop is told with the way it takes', () => {
  const [finding] = analysed([
    on('lamp.on', v('on'), { id: 'dark', do: command('self', 'turnOff') }),
    on('lamp.on', { '!': v('on') }, { id: 'light', do: [...alert, ...command('self', 'turnOn')] }),
  ])
  expect(finding).toMatchObject({
    code: 'kernel.loop',
    params: { path: 'dark → light → dark' },
    severity: 'error',
  })
})

test('what checkRule refuses is not analysed', () => {
  expect(analysed([on('bay.temperature', { '>': [v('temprature'), 'x'] })])).toEqual([])
})

test('without surroundings only what the models say is judged', () => {
  const rules = [
    on(
      'bay.temperature',
      { '>': [v('temperature'), 40] },
      { key: 'place', early: true, do: command('gate', 'pulse') },
    ),
  ]
  expect(analysed(rules, {})).toEqual([])
})
