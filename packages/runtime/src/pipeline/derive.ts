import type { Json } from '@linli/kernel'
import type { VendorHost } from '@linli/sandbox'
import type { Derivation, FunctionInput } from '@linli/sdk'
import type { Roster, RosterInstallation } from '../installations/roster.ts'
import { type DeadLetter, type Message, type Observation, refuser } from './batch.ts'
import { guestReason } from './guest-reason.ts'

const noObject = { zh: '它没有返回对象', en: 'it did not return an object' }

interface Call {
  readonly index: number
  readonly installation: RosterInstallation
  readonly derivation: Derivation
}

/**
 * Adds what the plugin computes from an observation and reference rows. The result is stored with the observation,
 * so that no replay ever needs the plugin's code or yesterday's tables.
 */
export async function derive(
  observations: readonly Observation[],
  entries: ReadonlyMap<number, Message>,
  roster: Roster,
  vendor: VendorHost,
  refused: DeadLetter[],
): Promise<Observation[]> {
  const calls = observations.flatMap((one, index) => wanted(one, index, roster))
  if (calls.length === 0) return [...observations]
  const result: Observation[][] = observations.map((one) => [one])
  await Promise.all(
    [
      ...Map.groupBy(calls, (call) => `${call.installation.plugin}\n${call.derivation.function}`).values(),
    ].map(async (group) => {
      const { installation, derivation } = group[0] as Call
      const items = group.map((call) => input(call, observations[call.index] as Observation, roster))
      const path = `functions.${derivation.function}`
      const outcomes = await vendor.call(
        installation.plugin,
        path,
        items,
        observations[group[0]?.index ?? 0]?.stamp ?? 0,
      )
      group.forEach((call, at) => {
        const outcome = outcomes[at]
        const one = result[call.index]?.[0] as Observation
        if (outcome?.ok && isFields(outcome.value)) {
          result[call.index] = merge(one, call.derivation, outcome.value)
          return
        }
        const entry = entries.get(one.position)
        const reason = outcome?.ok === false ? guestReason(outcome.error) : noObject
        if (entry) {
          refuser(entry, refused)(
            'derive',
            'ingest.function-failed',
            { plugin: installation.plugin, function: derivation.function, device: one.device, reason },
            null,
            one.device,
          )
        }
      })
    }),
  )
  return result.flat()
}

function wanted(one: Observation, index: number, roster: Roster): Call[] {
  const device = roster.device(one.device)
  const scenario = device && roster.scenario(device.plugin)
  if (!device || !scenario || scenario.contract.derive.length === 0) return []
  const installation = roster.installation(one.community, device.plugin)
  if (!installation) return []
  return scenario.contract.derive
    .filter(
      (derivation) =>
        derivation.device === device.modelName &&
        one.name === (one.kind === 'event' ? derivation.event : derivation.property),
    )
    .map((derivation) => ({ index, installation, derivation }))
}

function input({ installation, derivation }: Call, one: Observation, roster: Roster): FunctionInput {
  const rows: Record<string, Json> = {}
  for (const [name, { table, by }] of Object.entries(derivation.lookup ?? {})) {
    const key = one.kind === 'event' ? fieldOf(one.value, by) : one.value
    rows[name] =
      key === null || key === undefined ? null : roster.referenceRow(installation.id, table, String(key))
  }
  return {
    value: one.value,
    rows,
    settings: installation.config.settings,
    device: one.device,
    time: one.time,
  }
}

/** An event's own field; null where there is none. */
export function fieldOf(value: Json, field: string): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, field))
    return null
  return (value as Readonly<Record<string, Json>>)[field] ?? null
}

const isFields = (value: unknown): value is Readonly<Record<string, Json>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** An event gets the fields it was promised; a property gets sibling properties. Nothing else is taken over. */
function merge(
  one: Observation,
  derivation: Derivation,
  added: Readonly<Record<string, Json>>,
): Observation[] {
  const names = Object.keys(derivation.adds).filter((name) => Object.hasOwn(added, name))
  if (one.kind === 'event') {
    const fields = Object.fromEntries(names.map((name) => [name, added[name] as Json]))
    return [{ ...one, value: { ...(one.value as Readonly<Record<string, Json>>), ...fields } }]
  }
  const siblings = names.map((name) => ({
    ...one,
    name,
    value: added[name] as Json,
    id: `${one.id}+${name}`,
    identity: null,
  }))
  return [one, ...siblings]
}
