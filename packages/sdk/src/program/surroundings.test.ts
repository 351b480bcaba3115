import { expect, test } from 'vitest'
import { defineContract } from '../define/define-contract.ts'
import { personal } from '../schema/data-note.ts'
import { Type } from '../schema/type.ts'
import { surroundingsOf } from './surroundings.ts'

const title = { zh: '路灯', en: 'Lamps' }
const plate = personal({ subject: 'resident', purpose: ['parking'], retention: '30d', mask: 'plate' })

test('the analysis learns settings, commands, how often devices report and how long it is kept', () => {
  const contract = defineContract({
    id: 'lamps',
    title,
    summary: title,
    settings: Type.Object({ wait: Type.Number({ minimum: 1, maximum: 9, unit: 'min', default: 5 }) }),
    devices: {
      lamp: {
        title,
        interval: '15m',
        properties: { on: Type.Boolean() },
        events: { passed: Type.Object({ plate: Type.String({ data: plate }) }) },
        commands: {
          turnOn: {
            title,
            kind: 'set-state',
            args: Type.Object({}),
            expires: '1m',
            confirmedBy: { property: 'on', value: true },
          },
          flash: { title, kind: 'pulse', args: Type.Object({}), expires: '5s' },
        },
      },
    },
  })
  expect(surroundingsOf(contract)).toMatchObject({
    settings: { wait: { type: 'number', unit: 'min', minimum: 1, maximum: 9 } },
    commands: {
      lamp: {
        turnOn: { kind: 'set-state', sets: { property: 'on', value: true } },
        flash: { kind: 'pulse' },
      },
    },
    intervals: { lamp: 900_000 },
    retention: { lamp: { passed: 30 * 86_400_000 } },
  })
})
