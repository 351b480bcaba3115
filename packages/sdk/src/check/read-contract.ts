import type { Contract } from '../contract.ts'
import { deepFreeze } from '../define/freeze.ts'
import { sdkError } from '../errors.ts'
import { checkContract } from './check-contract.ts'

/** The contract that a JSON value is, frozen; fails with `contract.invalid`, whose `findings` name every field. */
export function readContract(json: unknown): Contract {
  const findings = checkContract(json)
  const [first] = findings
  if (first === undefined) return deepFreeze(json as Contract)
  const { id } = (json ?? {}) as { readonly id?: unknown }
  throw sdkError(
    'contract.invalid',
    { contract: typeof id === 'string' ? id : '?', count: String(findings.length), first: first.text },
    { findings },
  )
}
