import { RE2JS } from 're2js'
import { kernelError } from '../../errors.ts'
import type { Json } from '../../rule.ts'
import type { Closure, Compiler, Operators, Value } from '../closure.ts'
import type { Logic } from '../tree.ts'
import { strict } from './strict.ts'

/** How long a pattern may be, and how large what it compiles to. */
export const patternBounds = { length: 500, program: 2_000 } as const

type Test = (text: string) => boolean

/**
 * Compiles a pattern of RE2: no look-around and no back-reference, so matching takes time in proportion to the text.
 * Gives the reason where it cannot be compiled.
 */
export function compilePattern(pattern: string): Test | { readonly reason: string } {
  if (pattern.length > patternBounds.length) return { reason: `> ${patternBounds.length}` }
  try {
    const compiled = RE2JS.compile(pattern)
    if (compiled.programSize() > patternBounds.program) return { reason: 'too large' }
    return (text) => compiled.test(text)
  } catch (error) {
    return {
      reason: error instanceof Error ? error.message.replace(/^error parsing regexp: /, '') : 'unreadable',
    }
  }
}

/** `matches`: whether a text holds the pattern somewhere. A written pattern is compiled once; refuses a bad one with its code. */
function matches(args: readonly Logic[], compiler: Compiler): Closure {
  const pattern = args[1]
  const run =
    pattern?.kind === 'literal' && typeof pattern.value === 'string' ? written(pattern.value) : computed()
  return strict((values, { budget, threeValued }) => {
    const [text, given] = values
    if (typeof text === 'string') budget.build(text.length)
    const value = typeof text === 'string' ? run(text, given) : undefined
    return value === undefined && !threeValued ? null : value
  })(args, compiler)
}

type Run = (text: string, pattern: Json | undefined) => Value

function written(pattern: string): Run {
  const test = compilePattern(pattern)
  if (typeof test === 'object') throw kernelError('kernel.bad-pattern', { at: 'logic', pattern, ...test })
  return test
}

/** A pattern that is read, from a setting say: the one that was compiled last is kept. */
function computed(): Run {
  let known = ''
  let test = compilePattern(known)
  return (text, pattern) => {
    if (typeof pattern !== 'string') return undefined
    if (pattern !== known) {
      known = pattern
      test = compilePattern(pattern)
    }
    return typeof test === 'function' ? test(text) : undefined
  }
}

/** The operator on patterns. */
export const pattern: Operators = { matches: { takes: [2, 2], build: matches } }
