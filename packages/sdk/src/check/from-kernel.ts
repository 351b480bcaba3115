import type { Finding as KernelFinding } from '@linli/kernel'
import type { Finding } from '../errors.ts'

/** What the kernel finds in a rule that stands at `path`, as a finding of the contract. */
export function fromKernel(found: KernelFinding, path: string): Finding {
  const { code, fault, at, params, text, severity } = found
  const plain = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]))
  return {
    code,
    fault,
    path: at === 'rule' ? path : `${path}.${at}`,
    params: plain,
    text,
    ...(severity === 'warning' && { severity }),
  }
}
