import { defineScenario } from '@linli/sdk'
import { attachPlan } from './attach-plan.ts'
import { contract } from './contract.ts'
import { presence } from './presence.ts'
import { sosButton } from './sos-button.ts'

export default defineScenario(contract, {
  codecs: { sosButton },
  functions: { attachPlan },
  reducers: { presence },
})
