import type { Operator } from '../closure.ts'
import { arithmetic } from './arithmetic.ts'
import { choice } from './choice.ts'
import { comparison } from './comparison.ts'
import { data } from './data.ts'
import { list } from './list.ts'
import { text } from './text.ts'

/** Every operator of the language by name. */
export const operators: ReadonlyMap<string, Operator> = new Map(
  [comparison, choice, arithmetic, text, list, data].flatMap((group) => Object.entries(group)),
)
