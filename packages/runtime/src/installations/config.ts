import type { Json, ModelShape, Program, Rule, ValueShape } from '@linli/kernel'
import type { Contract } from '@linli/sdk'

/** What an operator may change of a scenario; a draft and a release both hold one. */
export interface Configuration {
  readonly settings: Readonly<Record<string, Json>>
  /** Devices that take part, per model; a model that is absent takes all its devices. */
  readonly bindings: Readonly<Record<string, readonly string[]>>
  readonly rules: readonly Rule[]
}

/** The contract's own settings and rules: what a new installation starts from. */
export function defaultConfiguration(
  contract: Contract,
  settings: Readonly<Record<string, Json>> = {},
): Configuration {
  const defaults = Object.entries(contract.settings.properties ?? {}).flatMap(([name, schema]) =>
    schema.default === undefined ? [] : [[name, schema.default as Json] as const],
  )
  return { settings: { ...Object.fromEntries(defaults), ...settings }, bindings: {}, rules: contract.rules }
}

/** A release as the kernel takes it: rules and settings, and the shape of every model they may read. */
export function toProgram(
  contract: Contract,
  config: Configuration,
  release: number,
  sources: readonly string[],
): Program {
  return {
    release,
    plugin: contract.id,
    rules: config.rules,
    settings: config.settings,
    sources,
    models: modelShapes(contract),
    bindings: Object.fromEntries(Object.entries(config.bindings).map(([model, devices]) => [model, devices])),
  }
}

/** Device models under their own names, records as `record:<name>`, forms as `form:<name>`. */
export function modelShapes(contract: Contract): Readonly<Record<string, ModelShape>> {
  const shapes: Record<string, ModelShape> = {}
  for (const [name, model] of Object.entries(contract.devices)) {
    const derived = contract.derive.filter((one) => one.device === name)
    const properties = mapValues(model.properties ?? {}, valueShape)
    const events: Record<string, Record<string, ValueShape>> = {}
    for (const [event, schema] of Object.entries(model.events ?? {})) events[event] = fields(schema)
    for (const one of derived) {
      const added = mapValues(one.adds, valueShape)
      if (one.event) events[one.event] = { ...events[one.event], ...added }
      else Object.assign(properties, added)
    }
    shapes[name] = { properties, events }
  }
  for (const [name, record] of Object.entries(contract.records)) {
    shapes[`record:${name}`] = { properties: fields(record.fields), events: {} }
  }
  for (const [name, form] of Object.entries(contract.forms)) {
    shapes[`form:${name}`] = { properties: {}, events: { submitted: fields(form.schema) } }
  }
  return shapes
}

const fields = (schema: { readonly properties?: Readonly<Record<string, unknown>> }) =>
  mapValues(schema.properties ?? {}, valueShape)

function mapValues<From, To>(
  from: Readonly<Record<string, From>>,
  map: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(from).map(([key, value]) => [key, map(value)]))
}

function valueShape(schema: unknown): ValueShape {
  const {
    type,
    unit,
    minimum,
    maximum,
    enum: choices,
    freshFor,
  } = schema as Readonly<Record<string, unknown>>
  return {
    type: shapeType(type, choices),
    ...(typeof unit === 'string' ? { unit } : {}),
    ...(typeof minimum === 'number' ? { minimum } : {}),
    ...(typeof maximum === 'number' ? { maximum } : {}),
    ...(Array.isArray(choices) ? { choices: choices as Json[] } : {}),
    ...(typeof freshFor === 'number' ? { freshFor } : {}),
  }
}

function shapeType(type: unknown, choices: unknown): ValueShape['type'] {
  if (type === 'integer' || type === 'number') return 'number'
  if (type === 'boolean' || type === 'object' || type === 'array') return type
  return Array.isArray(choices) && choices.every((choice) => typeof choice === 'number') ? 'number' : 'string'
}
