import { evaluate, type Json, KernelError, type Mode } from '@linli/kernel'

/** Leaves `functions.standard` and `functions.threeValued`, from a line to a line. Runs inside the isolate. */
export function install(): void {
  const functions = {
    standard: (line: string) => answer(line, 'standard'),
    threeValued: (line: string) => answer(line, 'three-valued'),
  }
  Object.defineProperty(globalThis, 'linli', { value: { functions } })
}

/** Texts in both directions: what a line holds is never an object outside of the isolate. */
function answer(line: string, mode: Mode): string {
  let input: unknown
  try {
    input = JSON.parse(line)
  } catch {
    return refusal('the line is not JSON')
  }
  if (typeof input !== 'object' || input === null || !Object.hasOwn(input, 'logic'))
    return refusal('the line is no object with a "logic"')
  const { logic, data = null } = input as { logic: Json; data?: Json }
  try {
    const { result, unknown } = evaluate(logic, data, { mode })
    return JSON.stringify(unknown ? { result: null, unknown: true } : { result })
  } catch (thrown) {
    if (thrown instanceof KernelError) return failure(thrown)
    return failure({ code: 'kernel.failed', message: String(thrown), fault: 'platform', params: {} })
  }
}

interface Failure {
  readonly code: string
  readonly message: string
  readonly fault: string
  readonly params: object
}

function failure({ code, message, fault, params }: Failure): string {
  return JSON.stringify({ error: { code, message, fault, params } })
}

function refusal(detail: string): string {
  return failure({
    code: 'sandbox.input',
    message: `Nothing can be evaluated here: ${detail}. A line is {"logic":…,"data":…}.`,
    fault: 'caller',
    params: { plugin: 'rules', path: 'evaluate', detail },
  })
}
