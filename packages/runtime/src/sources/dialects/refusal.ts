import type { ErrorCode, ErrorParam, ErrorParams } from '../../errors.ts'

/** Why an envelope cannot be read: a code of the runtime's table with its parameters, ready for a dead letter. */
export interface Refusal<Code extends ErrorCode = ErrorCode> {
  readonly code: Code
  readonly params: Readonly<Record<string, ErrorParam>>
}

/** Builds a refusal with the parameters its code asks for. */
export function refuse<Code extends ErrorCode>(code: Code, params: ErrorParams<Code>): Refusal<Code> {
  return { code, params }
}

/** Tells a refusal from a result. */
export function isRefusal(result: object): result is Refusal {
  return 'code' in result && 'params' in result
}
