import type { Json } from '../../rule.ts'
import type { Closure, Compiler, Value } from '../closure.ts'
import type { Logic } from '../tree.ts'
import { strict } from './strict.ts'

/**
 * An operator of ours, not of JSONLogic: it takes values of fixed types and converts none. What it cannot take gives
 * `undefined`, which is unknown in three-valued mode and null in standard mode.
 */
export function typed(
  apply: (args: readonly Json[], compiler: Compiler) => Value,
): (args: readonly Logic[], compiler: Compiler) => Closure {
  return strict((args, compiler) => {
    const value = apply(args, compiler)
    return value === undefined && !compiler.threeValued ? null : value
  })
}

/** A finite number, or undefined. */
export function finite(value: Json | undefined): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}
