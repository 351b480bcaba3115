import type { Json, Text } from '@linli/kernel'
import { valueFault } from '@linli/sdk'

/** Says what is wrong with a value, or null when it fits. */
export type Check = (value: Json) => Text | null

const plain = new Set(['type', 'minimum', 'maximum', 'label', 'help', 'unit', 'data', 'default', 'freshFor'])

/**
 * A contract's JSON Schema as a check. Contracts are foreign data, so nothing is ever compiled to code: level values
 * take a fast path of closures, everything else the SDK's interpreter, which is also what vendors test with.
 */
export function compileShape(schema: object): Check {
  return fastCheck(schema as Record<string, unknown>) ?? ((value) => valueFault(schema, value))
}

function fastCheck(schema: Record<string, unknown>): Check | null {
  if (!Object.keys(schema).every((key) => plain.has(key))) return null
  const fault = (value: Json) => valueFault(schema, value)
  switch (schema.type) {
    case 'boolean':
      return (value) => (typeof value === 'boolean' ? null : fault(value))
    case 'string':
      return (value) => (typeof value === 'string' ? null : fault(value))
    case 'number':
    case 'integer':
      return numberCheck(schema, fault)
    default:
      return null
  }
}

function numberCheck(schema: Record<string, unknown>, fault: Check): Check {
  const low = typeof schema.minimum === 'number' ? schema.minimum : -Infinity
  const high = typeof schema.maximum === 'number' ? schema.maximum : Infinity
  const whole = schema.type === 'integer'
  return (value) => {
    const fits =
      typeof value === 'number' && value >= low && value <= high && (!whole || Number.isInteger(value))
    return fits && Number.isFinite(value) ? null : fault(value)
  }
}

/** A value as it may stand in a message: short, and never a whole payload. */
export function brief(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}
