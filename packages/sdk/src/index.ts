export { adviseContract, checkContract } from './check/check-contract.ts'
export { type FunctionUse, functionParts, functionUses } from './check/function-uses.ts'
export { hintFor } from './check/nearest.ts'
export { readContract } from './check/read-contract.ts'
export type * from './contract.ts'
export { type ContractOf, defineContract } from './define/define-contract.ts'
export { type BehaviourOf, defineScenario, type Scenario } from './define/define-scenario.ts'
export {
  type Fault,
  type Finding,
  finding,
  SdkError,
  type SdkErrorCode,
  sdkError,
  sdkErrors,
} from './errors.ts'
export { unreadable } from './guest.ts'
export { defaultSettings, modelShapes } from './program/model-shapes.ts'
export { surroundingsOf } from './program/surroundings.ts'
export { zonesOf } from './program/zones.ts'
export { checkValue, valueFault } from './schema/check-value.ts'
export { notPersonal, personal } from './schema/data-note.ts'
export { type Static, type TObject, type TSchema, Type } from './schema/type.ts'
