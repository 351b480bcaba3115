import type { Contract } from '../contract.ts'
import { type Finding, finding } from '../errors.ts'
import { checkCapabilities } from './capabilities.ts'
import { contractShape } from './contract-shape.ts'
import { checkDevices, checkSources } from './devices.ts'
import { checkFlows } from './flows.ts'
import { adviseRules, checkRules } from './rules.ts'
import { sizeOf } from './size.ts'
import { checkDefaults, checkDerivations, checkForms, checkRecords, checkReference } from './tables.ts'

const checks = [
  checkDefaults,
  checkDevices,
  checkSources,
  checkDerivations,
  checkRecords,
  checkReference,
  checkForms,
  checkFlows,
  checkRules,
  checkCapabilities,
]

/**
 * Everything wrong with a stranger's `contract.json`; none means it may be installed. Every field is looked at
 * first; only where all have their form is it asked what they say of each other.
 */
export function checkContract(json: unknown): readonly Finding[] {
  const size = sizeOf(json)
  if (size !== null) return [finding('contract.too-large', '', { what: size })]
  const found: Finding[] = []
  contractShape.run(json, '', found)
  return found.length > 0 ? found : checks.flatMap((check) => check(json as Contract))
}

/** What a contract that may be installed would still do better: rules that hardly do what is meant. */
export function adviseContract(contract: Contract): readonly Finding[] {
  return adviseRules(contract)
}
