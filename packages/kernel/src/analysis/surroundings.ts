import type { ValueShape } from '../log.ts'
import type { Json } from '../rule.ts'

/** What a program's rules meet: plain data about devices, settings and what is kept. What is left out is not judged. */
export interface Surroundings {
  /** Settings as they are declared: each stands for any value it may be given. Without it, for the one it has. */
  readonly settings?: Readonly<Record<string, ValueShape>>
  /** Commands by model and name. */
  readonly commands?: Readonly<Record<string, Readonly<Record<string, CommandShape>>>>
  /** How often each device of a model reports, ms. */
  readonly intervals?: Readonly<Record<string, number>>
  /** How many devices of a model there are: in all, and at the place that has most of them. */
  readonly devices?: Readonly<Record<string, { readonly all: number; readonly perPlace: number }>>
  /** How long what a property or an event reports is kept, ms, by model and name. */
  readonly retention?: Readonly<Record<string, Readonly<Record<string, number>>>>
}

/** What a command does. */
export interface CommandShape {
  readonly kind: 'pulse' | 'set-state'
  /** The property that shows it was done, and what it is then. */
  readonly sets?: { readonly property: string; readonly value: Json }
}

/** A member of a table that may not be there; own members only. */
export function member<Value>(
  table: Readonly<Record<string, Value>> | undefined,
  name: string,
): Value | undefined {
  return table && Object.hasOwn(table, name) ? table[name] : undefined
}
