import type { Closure, Frame, Variables } from '../logic/closure.ts'
import type { Action, Json } from '../rule.ts'
import { filledName, namesFilled } from './names.ts'

/** Makes an action from what the rule may read at that moment; names without a value become null. */
export type Filler = (frame: Frame) => Action

/** Compiles an action: every `{ $: name }` in it is filled when the rule fires. */
export function compileAction(action: Action, variables: Variables): Filler {
  const fill = compileValue(action as unknown as Json, variables)
  return (frame) => fill(frame) as unknown as Action
}

function compileValue(value: Json, variables: Variables): Closure {
  const name = filledName(value)
  if (name !== null) {
    const read = variables.read(name)
    return (frame) => read(frame) ?? null
  }
  if (namesFilled(value).length === 0) return () => value
  const parts = Object.entries(value as Readonly<Record<string, Json>>).map(
    ([field, inner]) => [field, compileValue(inner, variables)] as const,
  )
  if (Array.isArray(value)) return (frame) => parts.map(([, part]) => part(frame) as Json)
  return (frame) => Object.fromEntries(parts.map(([field, part]) => [field, part(frame) as Json]))
}
