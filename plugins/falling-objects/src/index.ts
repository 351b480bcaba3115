import { defineScenario } from '@linli/sdk'
import { contract } from './contract.ts'
import { locate } from './locate.ts'
import { tally } from './tally.ts'
import { thrownObjects } from './thrown-objects.ts'

export default defineScenario(contract, {
  codecs: { thrownObjects },
  functions: { locate },
  reducers: { tally },
})
