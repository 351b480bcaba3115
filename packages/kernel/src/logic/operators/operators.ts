import type { Operator } from '../closure.ts'
import { arithmetic } from './arithmetic.ts'
import { choice } from './choice.ts'
import { comparison } from './comparison.ts'
import { data } from './data.ts'
import { geography } from './geography.ts'
import { list } from './list.ts'
import { number } from './number.ts'
import { pattern } from './pattern.ts'
import { sets } from './sets.ts'
import { text } from './text.ts'
import { time } from './time.ts'

const groups = [comparison, choice, arithmetic, text, list, data, number, sets, time, geography, pattern]

/** Every operator of the language by name. */
export const operators: ReadonlyMap<string, Operator> = new Map(
  groups.flatMap((group) => Object.entries(group)),
)
