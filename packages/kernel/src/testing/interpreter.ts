import jsonLogic from 'json-logic-js'
import type { Json } from '../rule.ts'

/**
 * Three-valued JSONLogic by definition, one node at a time: what is known is computed by json-logic-js, on literals;
 * what is not there is undefined. Slow and obvious; the compiled closures must agree with it.
 */
export function interpret(logic: Json, data: Json): Json | undefined {
  if (Array.isArray(logic)) return known(logic.map((item) => interpret(item, data)))
  if (logic === null || typeof logic !== 'object') return logic
  const [operator, ...more] = Object.keys(logic)
  if (operator === undefined || more.length > 0) return logic
  const given = (logic as Readonly<Record<string, Json>>)[operator] as Json
  return call(operator, Array.isArray(given) ? given : [given], data)
}

const truthy = (value: Json): boolean => jsonLogic.truthy(value)

function known(values: readonly (Json | undefined)[]): Json[] | undefined {
  return values.includes(undefined) ? undefined : (values as Json[])
}

function call(operator: string, args: readonly Json[], data: Json): Json | undefined {
  const at = (index: number) => interpret(args[index] ?? null, data)
  switch (operator) {
    case 'var': {
      const found = lookUp(at(0), data)
      return found === undefined && args.length > 1 ? at(1) : found
    }
    case 'missing':
    case 'missing_some':
      return asked(operator, args, data)
    case 'and':
    case 'or': {
      const values = args.map((arg) => interpret(arg, data))
      const deciding = values.find((value) => value !== undefined && truthy(value) === (operator === 'or'))
      if (deciding !== undefined) return deciding
      return values.includes(undefined) ? undefined : (values.at(-1) ?? null)
    }
    case 'if': {
      for (let index = 0; index + 1 < args.length; index += 2) {
        const condition = at(index)
        if (condition === undefined) return undefined
        if (truthy(condition)) return at(index + 1)
      }
      return args.length % 2 === 1 ? at(args.length - 1) : null
    }
    case 'map':
    case 'filter':
    case 'all':
    case 'some':
    case 'none':
      return walk(operator, at(0), args[1] ?? null)
    case 'reduce': {
      const list = at(0)
      const initial = at(2)
      if (list === undefined || initial === undefined) return undefined
      return (Array.isArray(list) ? list : []).reduce<Json | undefined>(
        (accumulator, current) =>
          accumulator === undefined ? undefined : interpret(args[1] ?? null, { current, accumulator }),
        initial,
      )
    }
    case '<':
    case '<=':
    case '>':
    case '>=':
      return ordered(
        operator,
        args.map((arg) => interpret(arg, data)),
      )
    default: {
      const values = known(args.map((arg) => interpret(arg, data)))
      return values && strict(operator, values)
    }
  }
}

function lookUp(path: Json | undefined, data: Json): Json | undefined {
  if (path === undefined) return undefined
  let here: Json | undefined = data
  for (const step of path === null || path === '' ? [] : String(path).split('.'))
    here =
      here === null || here === undefined || !Object.hasOwn(Object(here), step)
        ? undefined
        : (here as never)[step]
  return here
}

function asked(operator: string, args: readonly Json[], data: Json): Json | undefined {
  const values = known(args.map((arg) => interpret(arg, data)))
  if (values === undefined) return undefined
  const [first, second] = values
  const names = operator === 'missing' ? (Array.isArray(first) ? first : values) : ((second ?? []) as Json[])
  const absent = names.filter((name) => [undefined, null, ''].includes(lookUp(name, data) as null))
  return operator === 'missing_some' && names.length - absent.length >= Number(first) ? [] : absent
}

function walk(operator: string, list: Json | undefined, body: Json): Json | undefined {
  if (list === undefined) return undefined
  const items = Array.isArray(list) ? list : []
  const seen = items.map((item) => interpret(body, item))
  if (operator === 'map') return known(seen)
  if (operator === 'filter') return known(seen) && items.filter((_, index) => truthy(seen[index] as Json))
  if (items.length === 0) return operator === 'none'
  const stops = operator !== 'all'
  if (seen.some((value) => value !== undefined && truthy(value) === stops)) return operator === 'some'
  return seen.includes(undefined) ? undefined : operator !== 'some'
}

const computing: ReadonlySet<string> = new Set(['+', '-', '*', '/', '%', 'min', 'max'])

function strict(operator: string, values: readonly Json[]): Json | undefined {
  if (computing.has(operator) && values.includes(null)) return undefined
  // Literal lists are copied by json-logic-js; the same list is only equal to itself.
  if (operator.includes('=') && Array.isArray(values[0]) && Array.isArray(values[1]))
    return (values[0] === values[1]) === operator.startsWith('=')
  const result = jsonLogic.apply({ [operator]: values }, null) as Json
  return computing.has(operator) && !Number.isFinite(result) ? undefined : result
}

/** Null has no order; between is two comparisons. */
function ordered(operator: string, values: readonly (Json | undefined)[]): Json | undefined {
  const pairs = values.slice(1, 3).map((right, index) => [values[index], right] as const)
  const results = pairs.map(([left, right]) =>
    left === null || left === undefined || right === null || right === undefined
      ? undefined
      : (jsonLogic.apply({ [operator]: [left, right] }, null) as boolean),
  )
  if (results.includes(false)) return false
  return results.includes(undefined) ? undefined : true
}
