import type { Contract, DataClass, DataNote } from '../contract.ts'
import { type Finding, finding } from '../errors.ts'
import { known, names } from './known.ts'

/** What is asked for exists, and personal data of every class that is used is asked for. */
export function checkCapabilities(contract: Contract): readonly Finding[] {
  const { capabilities, devices, sources } = contract
  const commands = capabilities.flatMap((one, index) => {
    if (one.kind !== 'command') return []
    const path = `capabilities.${index}`
    const model = devices[one.device]
    if (model === undefined) return known('device', one.device, names(devices), `${path}.device`)
    return known('command', one.name, names(model.commands), `${path}.name`)
  })
  const asked = new Set(capabilities.flatMap((one) => (one.kind === 'personal-data' ? [one.class] : [])))
  const used = [...classesIn(contract)].filter(([name]) => name > 'C1' && !asked.has(name))
  const fetches = capabilities.some(({ kind }) => kind === 'http')
  const polled = Object.entries(sources).flatMap(([name, { kind }]) => {
    if (kind !== 'http-poll' || fetches) return []
    const path = `sources.${name}`
    const what = { zh: 'HTTP 轮询', en: 'fetching over HTTP' }
    return [finding('contract.capability', path, { path, what })]
  })
  return [
    ...commands,
    ...polled,
    ...used.map(([name, path]) => {
      const what = { zh: `${name} 级个人信息`, en: `personal data of class ${name}` }
      return finding('contract.capability', path, { path, what })
    }),
  ]
}

/** Each data class with the first field that has it. */
function classesIn({ devices, derive, records, reference, forms }: Contract): ReadonlyMap<DataClass, string> {
  const classes = new Map<DataClass, string>()
  const visit = (schema: object, path: string) => {
    const { data, items, properties } = schema as Noting
    if (data !== undefined && !classes.has(data.class)) classes.set(data.class, path)
    if (items !== undefined) visit(items, `${path}.items`)
    visitAll(properties, `${path}.properties`)
  }
  const visitAll = (schemas: Readonly<Record<string, object>> | undefined, path: string) => {
    for (const [name, schema] of Object.entries(schemas ?? {})) visit(schema, `${path}.${name}`)
  }
  for (const [name, { properties, events }] of Object.entries(devices)) {
    visitAll(properties, `devices.${name}.properties`)
    visitAll(events, `devices.${name}.events`)
  }
  for (const [index, { adds }] of derive.entries()) visitAll(adds, `derive.${index}.adds`)
  for (const [name, { fields }] of Object.entries(records)) visit(fields, `records.${name}.fields`)
  for (const [name, { row }] of Object.entries(reference)) visit(row, `reference.${name}.row`)
  for (const [name, { schema }] of Object.entries(forms)) visit(schema, `forms.${name}.schema`)
  return classes
}

interface Noting {
  readonly data?: DataNote
  readonly items?: object
  readonly properties?: Readonly<Record<string, object>>
}
