import type { Contract } from '@linli/sdk'
import { type Check, compileShape } from '../pipeline/shape.ts'

/** A contract made ready for the pipeline: every schema of its models as a check. */
export interface Scenario {
  readonly contract: Contract
  readonly models: ReadonlyMap<string, ModelChecks>
}

export interface ModelChecks {
  readonly properties: ReadonlyMap<string, Check>
  readonly events: ReadonlyMap<string, Check>
}

/** Compiles the checks of a contract once, when it is installed or read at start. */
export function prepareScenario(contract: Contract): Scenario {
  const models = new Map<string, ModelChecks>()
  for (const [name, model] of Object.entries(contract.devices)) {
    models.set(name, { properties: checks(model.properties ?? {}), events: checks(model.events ?? {}) })
  }
  for (const [name, record] of Object.entries(contract.records)) {
    models.set(`record:${name}`, { properties: checks(record.fields.properties ?? {}), events: new Map() })
  }
  for (const [name, form] of Object.entries(contract.forms)) {
    models.set(`form:${name}`, { properties: new Map(), events: checks({ submitted: form.schema }) })
  }
  return { contract, models }
}

function checks(schemas: Readonly<Record<string, object>>): ReadonlyMap<string, Check> {
  return new Map(Object.entries(schemas).map(([name, schema]) => [name, compileShape(schema)]))
}
