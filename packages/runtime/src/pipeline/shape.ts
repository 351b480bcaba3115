import type { Json } from '@linli/kernel'
import { checkValue } from '@linli/sdk'

/** Says what is wrong with a value, or null when it fits. */
export type Check = (value: Json) => string | null

const plain = new Set(['type', 'minimum', 'maximum', 'label', 'help', 'unit', 'data', 'default', 'freshFor'])

/**
 * A contract's JSON Schema as a check. Contracts are foreign data, so nothing is ever compiled to code: level values
 * take a fast path of closures, everything else the SDK's interpreter, which is also what vendors test with.
 */
export function compileShape(schema: object): Check {
  return fastCheck(schema as Record<string, unknown>) ?? ((value) => checkValue(schema, value))
}

function fastCheck(schema: Record<string, unknown>): Check | null {
  if (!Object.keys(schema).every((key) => plain.has(key))) return null
  switch (schema.type) {
    case 'boolean':
      return (value) => (typeof value === 'boolean' ? null : `expected true or false, got ${brief(value)}`)
    case 'string':
      return (value) => (typeof value === 'string' ? null : `expected a text, got ${brief(value)}`)
    case 'number':
    case 'integer':
      return numberCheck(schema)
    default:
      return null
  }
}

function numberCheck(schema: Record<string, unknown>): Check {
  const low = typeof schema.minimum === 'number' ? schema.minimum : -Infinity
  const high = typeof schema.maximum === 'number' ? schema.maximum : Infinity
  const whole = schema.type === 'integer'
  return (value) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) return `expected a number, got ${brief(value)}`
    if (whole && !Number.isInteger(value)) return `expected a whole number, got ${value}`
    if (value < low) return `${value} is below the least value ${low}`
    if (value > high) return `${value} is above the greatest value ${high}`
    return null
  }
}

/** A value as it may stand in a message: short, and never a whole payload. */
export function brief(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}
