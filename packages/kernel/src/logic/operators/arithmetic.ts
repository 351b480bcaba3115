import type { Json } from '../../rule.ts'
import type { Operators } from '../closure.ts'
import { leadingNumber, numberOf } from '../coercion.ts'
import { numeric } from './strict.ts'

const at = (args: readonly Json[], index: number) => numberOf(args[index] ?? null)

/** Sums, differences, products, quotients, remainders, smallest and largest. */
export const arithmetic: Operators = {
  '+': {
    takes: [0, Infinity],
    build: numeric((args) => args.reduce((sum: number, item) => sum + leadingNumber(item), 0)),
  },
  '*': {
    takes: [1, Infinity],
    build: numeric((args) =>
      args
        .slice(1)
        .reduce((product: number, item) => product * leadingNumber(item), leadingNumber(args[0] ?? null)),
    ),
  },
  '-': {
    takes: [1, 2],
    build: numeric((args) => (args.length < 2 ? -at(args, 0) : at(args, 0) - at(args, 1))),
  },
  '/': { takes: [2, 2], build: numeric((args) => at(args, 0) / at(args, 1)) },
  '%': { takes: [2, 2], build: numeric((args) => at(args, 0) % at(args, 1)) },
  min: { takes: [1, Infinity], build: numeric((args) => Math.min(...args.map(numberOf))) },
  max: { takes: [1, Infinity], build: numeric((args) => Math.max(...args.map(numberOf))) },
}
