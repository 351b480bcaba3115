import type { Json, ObservationRecord } from '@linli/kernel'
import { finding } from '../errors.ts'
import { checkValue } from '../schema/check-value.ts'
import { callGuest } from './guest-call.ts'
import { installation, modelOf, type Site } from './site.ts'

/** Folds an observation into the records that take it; every changed field is an observation of the record. */
export function foldRecords(site: Site, one: ObservationRecord): readonly ObservationRecord[] {
  const model = modelOf(one, site)
  return Object.entries(site.contract.records).flatMap(([record, spec]) =>
    spec.inputs
      .filter(
        (input) => input.device === model && ('event' in input ? input.event : input.property) === one.name,
      )
      .flatMap((input) => {
        const key = recordKey(input.key, one)
        return key === null ? [] : reduce(site, record, key, one)
      }),
  )
}

/** The key of the record an observation belongs to, or null where it names none. */
export function recordKey(key: string, { device, place, value }: ObservationRecord): string | null {
  if (key === 'device') return device
  if (key === 'place') return place
  const field = (value as Readonly<Record<string, Json>> | null)?.[key.replace(/^event\./, '')] ?? null
  return field === null || typeof field === 'object' ? null : String(field)
}

function reduce(
  site: Site,
  record: string,
  key: string,
  one: ObservationRecord,
): readonly ObservationRecord[] {
  const spec = site.contract.records[record]
  const states = site.records[record]
  if (spec === undefined || states === undefined) return []
  const before = (states.get(key) ?? null) as Readonly<Record<string, Json>> | null
  const { kind, name, value, device, place, id, time, stamp } = one
  const model = modelOf(one, site)
  const input = { model, kind, name, value, device, place, key, id, time, arrival: stamp }
  const outcome = callGuest(site.scenario.reducers[spec.reducer], {
    state: before,
    input,
    settings: site.settings,
  })
  if (outcome.ok && outcome.value === null) return []
  const { state, at = time } = (outcome.ok ? outcome.value : {}) as { state?: Json; at?: number }
  const fault = outcome.ok
    ? checkValue({ ...spec.fields, additionalProperties: false }, state)
    : outcome.reason
  if (fault !== null) {
    site.refused.push(
      finding('bench.reducer-failed', device, { reducer: spec.reducer, record, key, reason: fault }),
    )
    return []
  }
  states.set(key, state as Json)
  const fields = Object.entries(state as Readonly<Record<string, Json>>)
  return fields
    .filter(([field, each]) => JSON.stringify(before?.[field]) !== JSON.stringify(each))
    .map(([field, each], seq) => ({
      ...one,
      id: `${id}>${record}.${field}`,
      device: `${installation}:${record}:${key}`,
      model: `${site.contract.id}/record:${record}`,
      kind: 'property' as const,
      name: field,
      value: each,
      time: Math.min(at, stamp),
      seq,
    }))
}
