import { defineScenario } from '@linli/sdk'
import { classify } from './classify.ts'
import { bay } from './codecs/bay.ts'
import { plateCamera } from './codecs/plate-camera.ts'
import { contract } from './contract.ts'
import { session } from './session.ts'

export default defineScenario(contract, {
  codecs: { bay, plateCamera },
  functions: { classify },
  reducers: { session },
})
