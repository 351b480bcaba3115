import type { Contract } from '../contract.ts'
import { type Finding, finding } from '../errors.ts'

/** Everything wrong with a stranger's `contract.json`; none means it may be installed. */
export function checkContract(json: unknown): readonly Finding[] {
  const { $type } = (json ?? {}) as Partial<Contract>
  return $type === 'contract/v1'
    ? []
    : [finding('contract.shape', '$type', { path: '$type', expected: 'contract/v1', found: String($type) })]
}
