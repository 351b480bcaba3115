import type { Json, ObservationRecord } from '@linli/kernel'
import { finding } from '../errors.ts'
import { checkValue } from '../schema/check-value.ts'
import { callGuest } from './guest-call.ts'
import { modelOf, type Site } from './site.ts'

/** Adds what derive functions compute: fields to an event, sibling observations to a property. */
export function derive(site: Site, one: ObservationRecord): readonly ObservationRecord[] {
  const model = modelOf(one, site)
  const wanted = site.contract.derive.filter(
    (each) => each.device === model && each[one.kind === 'event' ? 'event' : 'property'] === one.name,
  )
  let observation = one
  const siblings = wanted.flatMap(({ function: name, lookup = {}, adds }): readonly ObservationRecord[] => {
    const rows = Object.fromEntries(
      Object.entries(lookup).map(([row, { table, by }]) => {
        const key = one.kind === 'event' ? (one.value as Readonly<Record<string, Json>>)[by] : one.value
        return [row, site.reference[table]?.get(String(key)) ?? null]
      }),
    )
    const { value, device, time } = one
    const outcome = callGuest(site.scenario.functions[name], {
      value,
      rows,
      settings: site.settings,
      device,
      time,
    })
    const fault = outcome.ok
      ? checkValue({ type: 'object', properties: adds }, outcome.value)
      : outcome.reason
    if (!outcome.ok || fault !== null) {
      site.refused.push(
        finding('bench.function-failed', device, { function: name, device, reason: fault ?? '' }),
      )
      return []
    }
    const all = outcome.value as Readonly<Record<string, Json>>
    const added = Object.fromEntries(Object.entries(all).filter(([field]) => Object.hasOwn(adds, field)))
    if (one.kind === 'property')
      return Object.entries(added).map(([field, each]) => ({
        ...one,
        name: field,
        value: each,
        id: `${one.id}+${field}`,
      }))
    observation = { ...observation, value: { ...(observation.value as object), ...added } }
    return []
  })
  return [observation, ...siblings]
}
