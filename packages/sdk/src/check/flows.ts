import { checkFlow } from '@linli/flow'
import type { Contract } from '../contract.ts'
import type { Finding } from '../errors.ts'
import { defaultSettings } from '../program/model-shapes.ts'
import { names } from './known.ts'

/** Every flow leaves no incident without an owner, a deadline and a raise: the flow's own check. */
export function checkFlows(contract: Contract): readonly Finding[] {
  const context = { forms: names(contract.forms), settings: defaultSettings(contract) }
  return Object.entries(contract.flows).flatMap(([name, flow]) =>
    checkFlow(name, flow, context).map((refusal) => ({ ...refusal, path: `flows.${name}` })),
  )
}
