import type { Json } from '../../rule.ts'
import type { Operators } from '../closure.ts'
import { joined, numberOf, textOf } from '../coercion.ts'
import { strict } from './strict.ts'

/** `substr`: from `start` (from the end where negative) so many characters; a negative length leaves that many off. */
function substring(source: string, start: number, length: number | undefined): string {
  const rest = source.slice(start < 0 ? Math.max(0, source.length + start) : start)
  return length === undefined
    ? rest
    : length < 0
      ? rest.slice(0, Math.max(0, rest.length + length))
      : rest.slice(0, length)
}

function whole(value: Json | undefined): number | undefined {
  return value === undefined ? undefined : Math.trunc(numberOf(value)) || 0
}

function contains(needle: Json, hay: Json): boolean {
  if (Array.isArray(hay)) return hay.includes(needle) && !Number.isNaN(needle)
  return typeof hay === 'string' && hay !== '' && hay.includes(textOf(needle))
}

/** Operators on text; `in` also looks into lists. */
export const text: Operators = {
  in: { takes: [1, 2], build: strict((args) => contains(args[0] ?? null, args[1] ?? null)) },
  cat: {
    takes: [0, Infinity],
    build: strict((args, { budget }) => {
      const result = args.map(joined).join('')
      budget.build(result.length)
      return result
    }),
  },
  substr: {
    takes: [1, 3],
    build: strict((args) => substring(textOf(args[0] ?? null), whole(args[1]) ?? 0, whole(args[2]))),
  },
  log: { takes: [0, 1], build: strict((args) => args[0] ?? null) },
}
