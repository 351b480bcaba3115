import { defineContract } from '@linli/sdk'
import { fridge, settings, thermometers } from './fridge.ts'

const tooWarm = { zh: '冰箱温度过高', en: 'A fridge is too warm' }

/** Fridges of a community canteen: told of when they are too warm. */
export const contract = defineContract({
  id: 'cold-chain',
  title: { zh: '冷链看护', en: 'Cold chain' },
  summary: { zh: '食堂冰箱温度过高时及时告警。', en: 'Tells when a canteen fridge is too warm.' },
  settings,
  sources: { thermometers },
  devices: { fridge },
  rules: [
    {
      id: 'too-warm',
      title: tooWarm,
      on: { device: 'fridge', property: 'temperature' },
      when: { '>': [{ var: 'temperature' }, { var: 'settings.limit' }] },
      do: [{ alert: { title: tooWarm, grade: 'major', detail: { temperature: { $: 'temperature' } } } }],
    },
  ],
})
