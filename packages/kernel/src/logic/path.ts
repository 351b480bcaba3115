import type { Json } from '../rule.ts'
import type { Closure, Value, Variables } from './closure.ts'

/** Follows a dotted path through own properties only; undefined where it leads nowhere. */
export function follow(value: Value, steps: readonly string[]): Value {
  let here = value
  for (const step of steps) {
    if (here === null || here === undefined || !Object.hasOwn(Object(here), step)) return undefined
    here = (here as unknown as Readonly<Record<string, Json>>)[step]
  }
  return here
}

/** Names are paths into the frame's data. */
export const dataVariables: Variables = {
  read(path): Closure {
    if (path === '') return (frame) => frame.item
    const steps = path.split('.')
    return (frame) => follow(frame.item, steps)
  },
}
