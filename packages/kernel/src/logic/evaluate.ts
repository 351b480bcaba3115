import { kernelError } from '../errors.ts'
import type { Json } from '../rule.ts'
import { emptyFrame } from './closure.ts'
import { compileLogic, type Mode } from './compile.ts'
import { evaluateStandard } from './standard/interpret.ts'

/** A result; `unknown` only in three-valued mode, and then `result` is null. */
export interface Evaluated {
  readonly result: Json
  readonly unknown: boolean
}

/** Evaluates JSONLogic over data once. Refuses with a code (`KernelError`) what cannot be evaluated; three-valued by default. */
export function evaluate(
  logic: Json,
  data: Json,
  /** `now`: the moment that `now` and `time_of_day` stand for, ms; nothing where it is left out. */
  options: { readonly mode?: Mode; readonly now?: number } = {},
): Evaluated {
  try {
    const now = options.now ?? Number.NaN
    if (options.mode === 'standard') return { result: evaluateStandard(logic, data, now), unknown: false }
    const frame = emptyFrame()
    frame.item = data
    frame.now = now
    const result = compileLogic(logic, { mode: 'three-valued' })(frame)
    return { result: result ?? null, unknown: result === undefined }
  } catch (error) {
    if (error instanceof RangeError)
      throw kernelError('kernel.logic-too-deep', { at: 'logic', limit: 500 }, error)
    throw error
  }
}
