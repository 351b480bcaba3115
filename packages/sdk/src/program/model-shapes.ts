import { type Duration, type Json, type ModelShape, readDuration, type ValueShape } from '@linli/kernel'
import type { Contract } from '../contract.ts'

/**
 * What each model of a contract has, as the kernel's programs want it: device models under their own names,
 * records as `record:<name>`, forms as `form:<name>` with the event `submitted`; derived fields included.
 */
export function modelShapes(contract: Contract): Readonly<Record<string, ModelShape>> {
  const devices = Object.entries(contract.devices).map(
    ([name]) => [name, deviceShape(contract, name)] as const,
  )
  const records = Object.entries(contract.records).map(
    ([name, { fields }]) =>
      [`record:${name}`, { properties: shapesOf(fields.properties), events: {} }] as const,
  )
  const forms = Object.entries(contract.forms).map(
    ([name, { schema }]) =>
      [`form:${name}`, { properties: {}, events: { submitted: shapesOf(schema.properties) } }] as const,
  )
  return Object.fromEntries([...devices, ...records, ...forms])
}

/** The settings an installation starts with: every default of the contract's schema. */
export function defaultSettings(contract: Contract): Readonly<Record<string, Json>> {
  const fields = Object.entries<{ readonly default?: Json }>(contract.settings.properties)
  return Object.fromEntries(
    fields.flatMap(([name, { default: value }]) => (value === undefined ? [] : [[name, value]])),
  )
}

/** Settings to check rules with: the defaults, and a stand-in of the right type where there is none. */
export function sampleSettings(contract: Contract): Readonly<Record<string, Json>> {
  const samples: Readonly<Record<string, Json>> = {
    number: 1,
    boolean: true,
    string: '',
    array: [],
    object: {},
  }
  const shapes = Object.entries(shapesOf(contract.settings.properties))
  const standIns = shapes.map(([name, { type }]) => [name, samples[type] ?? null] as const)
  return { ...Object.fromEntries(standIns), ...defaultSettings(contract) }
}

function deviceShape(contract: Contract, name: string): ModelShape {
  const model = contract.devices[name]
  const added = (kind: 'event' | 'property', of?: string) =>
    contract.derive
      .filter(
        (one) => one.device === name && one[kind] !== undefined && (of === undefined || one[kind] === of),
      )
      .map((one) => shapesOf(one.adds))
  const events = Object.entries(model?.events ?? {}).map(
    ([event, schema]) =>
      [event, Object.assign(shapesOf(schema.properties), ...added('event', event))] as const,
  )
  return {
    properties: Object.assign(shapesOf(model?.properties ?? {}), ...added('property')),
    events: Object.fromEntries(events),
  }
}

/** The kernel's shape of each schema. */
export const shapesOf = (schemas: Readonly<Record<string, object>>): Record<string, ValueShape> =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, shapeOf(schema)]))

interface Keywords {
  readonly type?: string
  readonly const?: Json
  readonly anyOf?: readonly Keywords[]
  readonly enum?: readonly Json[]
  readonly unit?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly freshFor?: Duration
}

function shapeOf(schema: Keywords): ValueShape {
  const { unit, minimum, maximum, enum: choices, freshFor } = schema
  const fresh = freshFor === undefined ? null : readDuration(freshFor, {})
  return {
    type: typeOf(schema),
    ...(unit !== undefined && { unit }),
    ...(minimum !== undefined && { minimum }),
    ...(maximum !== undefined && { maximum }),
    ...(choices !== undefined && { choices }),
    ...(schema.anyOf?.some((one) => one.type === 'null') && { nullable: true }),
    ...(fresh !== null && { freshFor: fresh }),
  }
}

/** A union is what its first alternative is that is not null. */
function typeOf({ type, const: only, anyOf }: Keywords): ValueShape['type'] {
  const alternative = anyOf?.find((one) => one.type !== 'null')
  if (alternative !== undefined) return typeOf(alternative)
  const name = type ?? typeof only
  if (name === 'number' || name === 'integer') return 'number'
  return name === 'boolean' || name === 'object' || name === 'array' ? name : 'string'
}
