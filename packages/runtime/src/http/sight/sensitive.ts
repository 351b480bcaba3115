import type { Contract } from '@linli/sdk'
import {
  classOf,
  classWithin,
  type DataClass,
  isHiddenClass,
  isPersonalClass,
  strictest,
} from '../../access/personal.ts'
import { schemaIn } from '../model-schema.ts'

/** Readings of a class that is left out for those who do not read it. */
export interface HiddenSeries {
  /** `plugin/model`. */
  readonly model: string
  readonly name: string
  readonly class: DataClass
}

/** A record, form or model of such a class. */
export interface HiddenKind {
  readonly name: string
  readonly class: DataClass
}

/** What of a contract is left out for those who do not read its class. */
export interface Sensitive {
  readonly series: readonly HiddenSeries[]
  readonly records: readonly HiddenKind[]
  readonly forms: readonly HiddenKind[]
  /** `plugin/model`: when these were heard tells something already. */
  readonly models: readonly HiddenKind[]
  /** The strictest class that stands anywhere in the contract, at least personal: what a message as it came may hold. */
  readonly strictest: DataClass
}

const known = new WeakMap<Contract, Sensitive>()

/** Finds it once for each contract. */
export function sensitiveOf(contract: Contract): Sensitive {
  const found = known.get(contract) ?? find(contract)
  known.set(contract, found)
  return found
}

function find(contract: Contract): Sensitive {
  const { id, devices, derive, records, reference, forms } = contract
  const kinds = (named: Readonly<Record<string, unknown>>, schemaOf: (one: never) => unknown) =>
    Object.entries(named)
      .map(([name, one]) => ({ name, class: classWithin(schemaOf(one as never)) }))
      .filter((one) => isHiddenClass(one.class))
  const hiddenRecords = kinds(records, ({ fields }: Contract['records'][string]) => fields)
  const hiddenForms = kinds(forms, ({ schema }: Contract['forms'][string]) => schema)
  const series = [...deviceSeries(contract), ...recordSeries(contract), ...formSeries(contract)]
  const schemas = [devices, derive, records, reference, forms].flatMap((part) => [...notesWithin(part)])
  return {
    series: series.filter((one) => isHiddenClass(one.class)),
    records: hiddenRecords,
    forms: hiddenForms,
    models: Object.keys(devices)
      .map((name) => `${id}/${name}`)
      .map((model) => ({
        name: model,
        class: strictest(series.filter((one) => one.model === model).map((one) => one.class)),
      }))
      .filter((one) => isHiddenClass(one.class)),
    strictest: strictest(['C2', ...schemas.filter(isPersonalClass)]),
  }
}

/** An event is as personal as its own note says; what it carries is masked field by field. */
function deviceSeries(contract: Contract): HiddenSeries[] {
  return Object.entries(contract.devices).flatMap(([name, { properties = {}, events = {} }]) => {
    const model = `${contract.id}/${name}`
    const derived = contract.derive
      .filter((one) => one.device === name && one.event === undefined)
      .flatMap((one) => Object.entries(one.adds))
    return [
      ...[...Object.entries(properties), ...derived].map(([property, schema]) => ({
        model,
        name: property,
        class: classWithin(schema),
      })),
      ...Object.keys(events).map((event) => ({
        model,
        name: event,
        class: classOf(schemaIn(contract, name, 'event', event)),
      })),
    ]
  })
}

/** Fields of one record change together: each is as personal as the record. */
function recordSeries({ id, records }: Contract): HiddenSeries[] {
  return Object.entries(records).flatMap(([record, { fields }]) =>
    Object.keys(fields.properties).map((name) => ({
      model: `${id}/record:${record}`,
      name,
      class: classWithin(fields),
    })),
  )
}

function formSeries({ id, forms }: Contract): HiddenSeries[] {
  return Object.entries(forms).map(([form, { schema }]) => ({
    model: `${id}/form:${form}`,
    name: 'submitted',
    class: classWithin(schema),
  }))
}

function* notesWithin(value: unknown): Generator<DataClass> {
  if (typeof value !== 'object' || value === null) return
  yield classOf(value)
  for (const part of Object.values(value)) yield* notesWithin(part)
}
