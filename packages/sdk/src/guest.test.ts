import { expect, test } from 'vitest'
import * as guest from './guest.ts'
import * as sdk from './index.ts'

test('a contract written against the SDK evaluates in the sandbox, and only functions remain', () => {
  const { Type, notPersonal, personal, defineContract, defineScenario } = guest as unknown as typeof sdk
  const title = { zh: '路灯', en: 'Lamps' }
  const data = personal({ subject: 'resident', purpose: ['x'], retention: '1d', mask: 'all' })
  const contract = defineContract({
    id: 'lamps',
    title,
    summary: title,
    devices: {
      lamp: {
        title,
        properties: { on: Type.Optional(Type.Boolean()), mode: Type.Choice(['a'], { data: notPersonal }) },
        events: { seen: Type.Object({ by: Type.String({ data }) }) },
      },
    },
  })
  expect(defineScenario(contract, {})).toEqual({ codecs: {}, functions: {}, reducers: {} })
})

test('every kind of schema the SDK makes is there in the sandbox', () => {
  const kinds = guest.Type as Readonly<Record<string, unknown>>
  for (const name of Object.keys(sdk.Type)) expect(kinds[name]).toBeTypeOf('function')
})
