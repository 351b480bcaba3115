import { defineScenario } from '@linli/sdk'
import { contract } from './contract.ts'

interface Telegram {
  readonly value: number
  readonly battery: number
  readonly t: number
}

export default defineScenario(contract, {
  codecs: {
    fridge: ({ json }) => {
      const { value, battery, t } = json as unknown as Telegram
      return [
        { name: 'temperature', value, time: t },
        { name: 'battery', value: battery, time: t },
      ]
    },
  },
})
