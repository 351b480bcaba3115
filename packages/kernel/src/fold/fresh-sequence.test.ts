import { expect, test } from 'vitest'
import type { LogRecord, Program } from '../log.ts'
import { createFold } from './create-fold.ts'

const title = { zh: '无温度', en: 'No temperature' }
const program: Program = {
  release: 1,
  plugin: 'p',
  settings: {},
  sources: [],
  models: {
    meter: {
      properties: { temp: { type: 'number', freshFor: 46_000 } },
      events: { press: { force: { type: 'number' } } },
    },
  },
  rules: [
    {
      id: 'no-temp',
      title,
      on: [{ device: 'meter', property: 'temp' }],
      key: 'device',
      when: { '!!': [{ missing: ['temp'] }] },
      for: '16s',
      sequence: { notFollowedBy: { on: [{ device: 'meter', event: 'press' }] }, within: '59s' },
      do: [{ alert: { title } }],
    },
  ],
}
const said = (second: number, kind: 'property' | 'event'): LogRecord => ({
  type: 'observation',
  stamp: second * 1000,
  time: second * 1000,
  source: 's',
  id: `o${second}`,
  seq: 0,
  device: 'm',
  model: 'p/meter',
  place: null,
  kind,
  name: kind === 'event' ? 'press' : 'temp',
  value: kind === 'event' ? { force: 6 } : 2,
})

test('what followed ends the wait, and a value that goes out of date afterwards is still noticed', () => {
  const fold = createFold(null)
  const effects = fold.step([
    { type: 'source', stamp: 0, source: 's', state: 'up', lateness: 0 },
    { type: 'release', stamp: 0, installation: 'i', program },
    said(19, 'property'),
    said(83, 'property'),
    said(116, 'event'),
  ])
  effects.push(...fold.tick(400_000))
  expect(effects.map(({ onset, at }) => [onset, at])).toEqual([[129_001, 204_001]])
})
