type Schema = Readonly<Record<string, unknown>>

/** What is wrong with a value, as `/path: reason`, or null where it fits a schema of the closed set. */
export function checkValue(schema: object, value: unknown, at = ''): string | null {
  const given = schema as Schema
  const fail = (reason: string) => `${at === '' ? '/' : at}: ${reason}`
  if ('const' in given) return value === given.const ? null : fail(`must be ${show(given.const)}`)
  if (Array.isArray(given.anyOf)) {
    const fits = given.anyOf.some((each: object) => checkValue(each, value, at) === null)
    return fits ? null : fail(`${show(value)} fits none of the alternatives`)
  }
  switch (given.type) {
    case 'boolean':
      return typeof value === 'boolean' ? null : fail(`must be true or false, not ${show(value)}`)
    case 'null':
      return value === null ? null : fail(`must be null, not ${show(value)}`)
    case 'number':
    case 'integer':
      return numberFault(given, value, fail)
    case 'string':
      return stringFault(given, value, fail)
    case 'array':
      return arrayFault(given, value, at, fail)
    case 'object':
      return objectFault(given, value, at, fail)
    default:
      return fail('has a schema that is not supported')
  }
}

type Fail = (reason: string) => string

const show = (value: unknown): string => (JSON.stringify(value) ?? String(value)).slice(0, 60)

function numberFault(schema: Schema, value: unknown, fail: Fail): string | null {
  if (typeof value !== 'number' || !Number.isFinite(value))
    return fail(`must be a number, not ${show(value)}`)
  if (schema.type === 'integer' && !Number.isInteger(value))
    return fail(`must be a whole number, not ${value}`)
  const limit = (name: string) => schema[name] as number | undefined
  if (value < (limit('minimum') ?? value)) return fail(`${value} is below ${limit('minimum')}`)
  if (value > (limit('maximum') ?? value)) return fail(`${value} is above ${limit('maximum')}`)
  if (value <= (limit('exclusiveMinimum') ?? -Infinity))
    return fail(`${value} is not above ${limit('exclusiveMinimum')}`)
  if (value >= (limit('exclusiveMaximum') ?? Infinity))
    return fail(`${value} is not below ${limit('exclusiveMaximum')}`)
  const step = limit('multipleOf')
  const steps = step === undefined ? 0 : value / step
  return Math.abs(steps - Math.round(steps)) < 1e-9 ? null : fail(`${value} is no multiple of ${step}`)
}

const formats: Readonly<Record<string, RegExp>> = {
  date: /^\d{4}-\d{2}-\d{2}$/,
  time: /^\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?$/,
  'date-time': /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/,
  email: /^[^@\s]+@[^@\s]+$/,
  uri: /^[a-z][a-z0-9+.-]*:\S+$/i,
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
}

function stringFault(schema: Schema, value: unknown, fail: Fail): string | null {
  if (typeof value !== 'string') return fail(`must be a text, not ${show(value)}`)
  if (Array.isArray(schema.enum) && !schema.enum.includes(value))
    return fail(`${show(value)} is none of ${schema.enum.join(', ')}`)
  const length = [...value].length
  if (length < ((schema.minLength as number | undefined) ?? 0))
    return fail(`is shorter than ${schema.minLength}`)
  if (length > ((schema.maxLength as number | undefined) ?? Infinity))
    return fail(`is longer than ${schema.maxLength}`)
  if (typeof schema.pattern === 'string' && !new RegExp(schema.pattern, 'u').test(value))
    return fail(`does not match ${schema.pattern}`)
  const format = formats[String(schema.format)]
  return format === undefined || format.test(value) ? null : fail(`is no ${schema.format}`)
}

function arrayFault(schema: Schema, value: unknown, at: string, fail: Fail): string | null {
  if (!Array.isArray(value)) return fail(`must be a list, not ${show(value)}`)
  if (value.length < ((schema.minItems as number | undefined) ?? 0))
    return fail(`has fewer than ${schema.minItems} items`)
  if (value.length > ((schema.maxItems as number | undefined) ?? Infinity))
    return fail(`has more than ${schema.maxItems} items`)
  if (schema.uniqueItems === true && new Set(value.map((item) => JSON.stringify(item))).size < value.length)
    return fail('repeats an item')
  return first(value, (item, index) => checkValue(schema.items as object, item, `${at}/${index}`))
}

function objectFault(schema: Schema, value: unknown, at: string, fail: Fail): string | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return fail(`must be an object, not ${show(value)}`)
  const fields = schema.properties as Readonly<Record<string, object>>
  const missing = ((schema.required as readonly string[] | undefined) ?? []).find(
    (name) => !Object.hasOwn(value, name),
  )
  if (missing !== undefined) return fail(`lacks the field "${missing}"`)
  return first(Object.entries(value), ([name, field]) => {
    const inner = Object.hasOwn(fields, name) ? fields[name] : undefined
    if (inner !== undefined) return checkValue(inner, field, `${at}/${name}`)
    return schema.additionalProperties === false ? fail(`has the unknown field "${name}"`) : null
  })
}

function first<Item>(
  items: readonly Item[],
  fault: (item: Item, index: number) => string | null,
): string | null {
  for (const [index, item] of items.entries()) {
    const found = fault(item, index)
    if (found !== null) return found
  }
  return null
}
