import type { Contract } from '@linli/sdk'
import type { Contracts } from './services.ts'

/** The schema of a property or event, from a device, a record or a form; undefined where the contract has none. */
export function schemaOf(
  contracts: Contracts,
  model: string,
  kind: 'property' | 'event',
  name: string,
): unknown {
  const slash = model.indexOf('/')
  const contract = contracts.contract(model.slice(0, slash))
  return contract && schemaIn(contract, model.slice(slash + 1), kind, name)
}

/** The same within one contract, by the model's own name: `gate`, `record:session`, `form:visit`. */
export function schemaIn(
  contract: Contract,
  model: string,
  kind: 'property' | 'event',
  name: string,
): unknown {
  const [type = '', part = ''] = model.split(':')
  if (type === 'record') return contract.records[part]?.fields.properties?.[name]
  if (type === 'form') return contract.forms[part]?.schema
  return deviceSchema(contract, type, kind, name)
}

function deviceSchema(contract: Contract, model: string, kind: 'property' | 'event', name: string): unknown {
  const declared = contract.devices[model]
  const derived = contract.derive.filter(
    (one) => one.device === model && (kind === 'event' ? one.event === name : one.event === undefined),
  )
  const added = Object.assign({}, ...derived.map((one) => one.adds)) as Readonly<Record<string, unknown>>
  if (kind === 'property') return declared?.properties?.[name] ?? added[name]
  const event = declared?.events?.[name]
  return event ? { ...event, properties: { ...event.properties, ...added } } : undefined
}
