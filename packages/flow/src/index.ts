export { type ActionName, type ActionSpec, actionNames, actions } from './actions.ts'
export { advance, type Opening, openCase, type Result } from './advance.ts'
export type { Actor, Case, CaseEvent, Given, Input, Outcome, Owner, Task, TaskChange } from './case.ts'
export { checkFlow, type FlowContext } from './check.ts'
export type { FlowDefinition, Step, Tier } from './definition.ts'
export { type FlowErrorCode, flowErrors, type Refusal } from './errors.ts'
export type { Field } from './legal.ts'
export { type Evidence, gradeOrder, type Plan, type PlannedStep, planOf, stepOrder } from './plan.ts'
export {
  coversRole,
  handlingRoles,
  type Role,
  rankOfRole,
  roleOfTier,
  roles,
  roleTexts,
  tiers,
} from './roles.ts'
export { standardFlow } from './standard.ts'
export { type NextAction, steps } from './steps.ts'
export {
  describeCase,
  eventTexts,
  fieldNames,
  gradeTexts,
  outcomeTexts,
  stepTexts,
  tierTexts,
  waitingTexts,
} from './texts.ts'
