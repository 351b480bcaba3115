import type { Json } from '../../rule.ts'
import type { Closure, Compiler, Value } from '../closure.ts'
import type { Logic } from '../tree.ts'

/** An operator that needs all its arguments: it is unknown as soon as one of them is. */
export function strict(apply: (args: readonly Json[], compiler: Compiler) => Value) {
  return (args: readonly Logic[], compiler: Compiler): Closure => {
    const parts = args.map(compiler.compile)
    return (frame) => {
      const values: Json[] = []
      for (let index = 0; index < parts.length; index++) {
        const value = (parts[index] as Closure)(frame)
        if (value === undefined) return undefined
        values.push(value)
      }
      return apply(values, compiler)
    }
  }
}

/** As `strict`, for numbers: in three-valued mode null operands and results that are no finite number are unknown. */
export function numeric(apply: (args: readonly Json[]) => number) {
  return strict((args, compiler) => {
    if (!compiler.threeValued) return apply(args)
    if (args.includes(null)) return undefined
    const result = apply(args)
    return Number.isFinite(result) ? result : undefined
  })
}
