import type { Contract, Derivation, FormSpec, RecordInput } from '../contract.ts'
import { type Finding, finding } from '../errors.ts'
import { checkValue } from '../schema/check-value.ts'
import { brief } from './expectation.ts'
import { each, known, names, unfit } from './known.ts'

/** Derivations stand on an event or a property, look up rows by fields, and add fields that are not there yet. */
export function checkDerivations({ derive, devices, reference }: Contract): readonly Finding[] {
  return derive.flatMap((one, index) => {
    const path = `derive.${index}`
    const { device, event, property, lookup = {}, adds } = one
    const model = devices[device]
    if (model === undefined) return known('device', device, names(devices), `${path}.device`)
    if ((event === undefined) === (property === undefined)) return [either(path)]
    const fields = event === undefined ? names(model.properties) : names(model.events?.[event]?.properties)
    const earlier = derive
      .slice(0, index)
      .filter((other) => sameSubject(one, other))
      .flatMap((other) => names(other.adds))
    return [
      ...(event === undefined ? [] : known('event', event, names(model.events), `${path}.event`)),
      ...(property === undefined
        ? []
        : known('property', property, names(model.properties), `${path}.property`)),
      ...each(lookup, ({ table, by }, name) => [
        ...known('table', table, names(reference), `${path}.lookup.${name}.table`),
        ...known('field', by, property === undefined ? fields : [property], `${path}.lookup.${name}.by`),
      ]),
      ...names(adds)
        .filter((name) => fields.includes(name) || earlier.includes(name))
        .map((name) =>
          finding('contract.duplicate', `${path}.adds.${name}`, { path: `${path}.adds.${name}`, name }),
        ),
    ]
  })
}

const either = (path: string): Finding =>
  unfit(path, 'event, property', { zh: '只写 event 或 property 之一', en: 'either an event or a property' })

const sameSubject = (one: Derivation, other: Derivation): boolean =>
  one.device === other.device && one.event === other.event

/** Records fold events and properties, each with a key that it has. */
export function checkRecords(contract: Contract): readonly Finding[] {
  return each(contract.records, ({ inputs }, name) =>
    inputs.flatMap((input, index) => checkInput(input, contract, `records.${name}.inputs.${index}`)),
  )
}

function checkInput(input: RecordInput, { devices, derive }: Contract, path: string): readonly Finding[] {
  const { device, key } = input
  const model = devices[device]
  if (model === undefined) return known('device', device, names(devices), `${path}.device`)
  if ('property' in input)
    return [
      ...known('property', input.property, names(model.properties), `${path}.property`),
      ...known('key', key, ['device', 'place'], `${path}.key`),
    ]
  const { event } = input
  const added = derive
    .filter((one) => one.device === device && one.event === event)
    .flatMap((one) => names(one.adds))
  const fields = [...names(model.events?.[event]?.properties), ...added].map((field) => `event.${field}`)
  return [
    ...known('event', event, names(model.events), `${path}.event`),
    ...known('key', key, ['device', 'place', ...fields], `${path}.key`),
  ]
}

/** The key of a reference table is a field of its rows. */
export const checkReference = ({ reference }: Contract): readonly Finding[] =>
  each(reference, ({ key, row }, name) => known('field', key, names(row.properties), `reference.${name}.key`))

/** A form shows fields of its schema, each once, and all that must be filled. */
export const checkForms = ({ forms }: Contract): readonly Finding[] =>
  each(forms, (form, name) => checkForm(form, `forms.${name}.layout`))

function checkForm({ schema, layout }: FormSpec, path: string): readonly Finding[] {
  const shown = layout.map((item) => item.field)
  const hidden = (schema.required ?? []).filter((field) => !shown.includes(field))
  return [
    ...shown.flatMap((field, index) =>
      known('field', field, names(schema.properties), `${path}.${index}.field`),
    ),
    ...shown
      .filter((field, index) => shown.indexOf(field) < index)
      .map((name) => finding('contract.duplicate', path, { path, name })),
    ...hidden.map((field) =>
      unfit(path, shown.join(', '), {
        zh: `显示必填字段“${field}”`,
        en: `to show the required field "${field}"`,
      }),
    ),
  ]
}

/** A default is a value of its field. */
export function checkDefaults({ settings, forms }: Contract): readonly Finding[] {
  const schemas: Readonly<Record<string, object>> = {
    settings: settings.properties,
    ...Object.fromEntries(
      names(forms).map((name) => [`forms.${name}.schema`, forms[name]?.schema.properties ?? {}]),
    ),
  }
  return each(schemas, (properties, path) =>
    each(properties as Readonly<Record<string, { readonly default?: unknown }>>, (field, name) => {
      const fault = field.default === undefined ? null : checkValue(field, field.default)
      const at = `${path}.properties.${name}.default`
      return fault === null
        ? []
        : [
            unfit(at, brief(field.default), {
              zh: `符合该字段（${fault}）`,
              en: `a value of the field (${fault})`,
            }),
          ]
    }),
  )
}
