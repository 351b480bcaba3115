import { defineScenario } from '@linli/sdk'
import { connector } from './connector.ts'
import { contract } from './contract.ts'
import { ocpp } from './ocpp.ts'
import { transaction } from './transaction.ts'

export default defineScenario(contract, {
  codecs: { ocpp },
  reducers: { connector, transaction },
})
