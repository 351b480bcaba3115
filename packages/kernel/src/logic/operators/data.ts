import type { Json } from '../../rule.ts'
import type { Closure, Compiler, Frame, Operators, Value } from '../closure.ts'
import { numberOf, textOf } from '../coercion.ts'
import type { Logic } from '../tree.ts'

const nothing: Logic = { kind: 'literal', value: null }

/** The path a literal names: '' (everything) for null, none and ''. Undefined where it must be computed. */
export function literalPath(logic: Logic | undefined): string | undefined {
  if (logic === undefined) return ''
  if (logic.kind !== 'literal') return undefined
  return logic.value === null ? '' : String(logic.value)
}

/** `var`: the value at a path, or the second argument where there is none. */
function variable(args: readonly Logic[], compiler: Compiler): Closure {
  const read = reader(args[0], compiler)
  const fallback = args[1] === undefined ? undefined : compiler.compile(args[1])
  const absent = compiler.threeValued ? undefined : null
  if (fallback === undefined) {
    if (absent === undefined) return read
    return (frame) => {
      const value = read(frame)
      return value === undefined ? null : value
    }
  }
  return (frame) => {
    const value = read(frame)
    return value === undefined ? fallback(frame) : value
  }
}

function reader(path: Logic | undefined, compiler: Compiler): Closure {
  const name = literalPath(path)
  if (name !== undefined) return compiler.variables.read(name)
  const computed = compiler.compile(path ?? nothing)
  return (frame) => {
    const value = computed(frame)
    return value === undefined
      ? undefined
      : compiler.variables.read(value === null ? '' : textOf(value))(frame)
  }
}

/** Names among `names` that have no value, or null or an empty text. */
function absentNames(names: readonly Json[], frame: Frame, compiler: Compiler): Json[] {
  return names.filter((name) => {
    const value = compiler.variables.read(name === null ? '' : textOf(name))(frame)
    return value === undefined || value === null || value === ''
  })
}

function missing(args: readonly Logic[], compiler: Compiler): Closure {
  const parts = args.map(compiler.compile)
  return (frame) => {
    const values = evaluated(parts, frame)
    if (values === undefined) return undefined
    const names = Array.isArray(values[0]) ? values[0] : values
    return absentNames(names, frame, compiler)
  }
}

function missingSome(args: readonly Logic[], compiler: Compiler): Closure {
  const parts = args.map(compiler.compile)
  return (frame) => {
    const values = evaluated(parts, frame)
    if (values === undefined) return undefined
    const names = Array.isArray(values[1]) ? values[1] : [values[1] ?? null]
    const absent = absentNames(names, frame, compiler)
    return names.length - absent.length >= numberOf(values[0] ?? null) ? [] : absent
  }
}

/** `exists`: whether there is a value that is not out of date, null included. Several arguments make one path. */
function exists(args: readonly Logic[], compiler: Compiler): Closure {
  const parts = args.map(compiler.compile)
  return (frame) => {
    const values = evaluated(parts, frame)
    if (values === undefined) return undefined
    const path = values.flatMap((item) => (Array.isArray(item) ? item : [item])) as Json[]
    return compiler.variables.read(path.map(textOf).join('.'))(frame) !== undefined
  }
}

function evaluated(parts: readonly Closure[], frame: Frame): Json[] | undefined {
  const values: Json[] = []
  for (const part of parts) {
    const value: Value = part(frame)
    if (value === undefined) return undefined
    values.push(value)
  }
  return values
}

/** Operators that read data, or ask whether it is there. */
export const data: Operators = {
  var: { takes: [0, 2], build: variable },
  missing: { takes: [0, Infinity], build: missing },
  missing_some: { takes: [2, 2], build: missingSome },
  exists: { takes: [1, Infinity], build: exists },
}
