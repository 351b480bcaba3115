import type { Text } from '@linli/kernel'

type Schema = Readonly<Record<string, unknown>>

/** What is wrong with a value, as `/path: reason` in English, or null where it fits a schema of the closed set. */
export function checkValue(schema: object, value: unknown): string | null {
  return valueFault(schema, value)?.en ?? null
}

/** The same in both languages, for people. */
export function valueFault(schema: object, value: unknown, at = ''): Text | null {
  const given = schema as Schema
  const place = at === '' ? '/' : at
  const fail = (zh: string, en: string) => ({ zh: `${place}：${zh}`, en: `${place}: ${en}` })
  if ('const' in given) {
    const wanted = show(given.const)
    return value === given.const ? null : fail(`应为 ${wanted}`, `must be ${wanted}`)
  }
  if (Array.isArray(given.anyOf)) {
    const fits = given.anyOf.some((each: object) => valueFault(each, value, at) === null)
    return fits
      ? null
      : fail(`${show(value)} 不符合任何一种写法`, `${show(value)} fits none of the alternatives`)
  }
  switch (given.type) {
    case 'boolean':
      return typeof value === 'boolean'
        ? null
        : fail(`应为 true 或 false，而不是 ${show(value)}`, `must be true or false, not ${show(value)}`)
    case 'null':
      return value === null ? null : fail(`应为空，而不是 ${show(value)}`, `must be null, not ${show(value)}`)
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
      return fail('结构定义不受支持', 'has a schema that is not supported')
  }
}

type Fail = (zh: string, en: string) => Text

const show = (value: unknown): string => (JSON.stringify(value) ?? String(value)).slice(0, 60)

function numberFault(schema: Schema, value: unknown, fail: Fail): Text | null {
  if (typeof value !== 'number' || !Number.isFinite(value))
    return fail(`应为数字，而不是 ${show(value)}`, `must be a number, not ${show(value)}`)
  if (schema.type === 'integer' && !Number.isInteger(value))
    return fail(`应为整数，而不是 ${value}`, `must be a whole number, not ${value}`)
  const limit = (name: string) => schema[name] as number | undefined
  const [low, high] = [limit('minimum'), limit('maximum')]
  if (value < (low ?? value)) return fail(`${value} 低于下限 ${low}`, `${value} is below ${low}`)
  if (value > (high ?? value)) return fail(`${value} 高于上限 ${high}`, `${value} is above ${high}`)
  const [above, below] = [limit('exclusiveMinimum'), limit('exclusiveMaximum')]
  if (value <= (above ?? -Infinity)) return fail(`${value} 应大于 ${above}`, `${value} is not above ${above}`)
  if (value >= (below ?? Infinity)) return fail(`${value} 应小于 ${below}`, `${value} is not below ${below}`)
  const step = limit('multipleOf')
  const steps = step === undefined ? 0 : value / step
  if (Math.abs(steps - Math.round(steps)) < 1e-9) return null
  return fail(`${value} 不是 ${step} 的倍数`, `${value} is no multiple of ${step}`)
}

const formats: Readonly<Record<string, RegExp>> = {
  date: /^\d{4}-\d{2}-\d{2}$/,
  time: /^\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?$/,
  'date-time': /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/,
  email: /^[^@\s]+@[^@\s]+$/,
  uri: /^[a-z][a-z0-9+.-]*:\S+$/i,
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
}

function stringFault(schema: Schema, value: unknown, fail: Fail): Text | null {
  if (typeof value !== 'string')
    return fail(`应为文本，而不是 ${show(value)}`, `must be a text, not ${show(value)}`)
  if (Array.isArray(schema.enum) && !schema.enum.includes(value)) {
    const [shown, choices] = [show(value), schema.enum.join(', ')]
    return fail(`${shown} 不在 ${choices} 之中`, `${shown} is none of ${choices}`)
  }
  const { pattern, format, minLength, maxLength } = schema
  const length = [...value].length
  if (length < ((minLength as number | undefined) ?? 0))
    return fail(`少于 ${minLength} 个字符`, `is shorter than ${minLength}`)
  if (length > ((maxLength as number | undefined) ?? Infinity))
    return fail(`多于 ${maxLength} 个字符`, `is longer than ${maxLength}`)
  if (typeof pattern === 'string' && !new RegExp(pattern, 'u').test(value))
    return fail(`不符合 ${pattern}`, `does not match ${pattern}`)
  const form = formats[String(format)]
  return form === undefined || form.test(value) ? null : fail(`不是 ${format} 格式`, `is no ${format}`)
}

function arrayFault(schema: Schema, value: unknown, at: string, fail: Fail): Text | null {
  if (!Array.isArray(value))
    return fail(`应为列表，而不是 ${show(value)}`, `must be a list, not ${show(value)}`)
  const { minItems, maxItems } = schema
  if (value.length < ((minItems as number | undefined) ?? 0))
    return fail(`少于 ${minItems} 项`, `has fewer than ${minItems} items`)
  if (value.length > ((maxItems as number | undefined) ?? Infinity))
    return fail(`多于 ${maxItems} 项`, `has more than ${maxItems} items`)
  if (schema.uniqueItems === true && new Set(value.map((item) => JSON.stringify(item))).size < value.length)
    return fail('有重复项', 'repeats an item')
  return first(value, (item, index) => valueFault(schema.items as object, item, `${at}/${index}`))
}

function objectFault(schema: Schema, value: unknown, at: string, fail: Fail): Text | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return fail(`应为对象，而不是 ${show(value)}`, `must be an object, not ${show(value)}`)
  const fields = schema.properties as Readonly<Record<string, object>>
  const missing = ((schema.required as readonly string[] | undefined) ?? []).find(
    (name) => !Object.hasOwn(value, name),
  )
  if (missing !== undefined) return fail(`缺少字段“${missing}”`, `lacks the field "${missing}"`)
  return first(Object.entries(value), ([name, field]) => {
    const inner = Object.hasOwn(fields, name) ? fields[name] : undefined
    if (inner !== undefined) return valueFault(inner, field, `${at}/${name}`)
    return schema.additionalProperties === false
      ? fail(`有未知字段“${name}”`, `has the unknown field "${name}"`)
      : null
  })
}

function first<Item>(items: readonly Item[], fault: (item: Item, index: number) => Text | null): Text | null {
  for (const [index, item] of items.entries()) {
    const found = fault(item, index)
    if (found !== null) return found
  }
  return null
}
