import type { FastifyRequest } from 'fastify'
import type { PublicIds } from '../access/public-id.ts'
import { actorOfRequest } from './app.ts'
import type { Services } from './services.ts'
import type { Scenarios } from './sight/scenarios.ts'
import { createSight, type Sight } from './sight/sight.ts'

/** What the routes stand on: the services, and what decides who sees what under which name. */
export interface Api extends Services {
  readonly ids: PublicIds
  readonly scenarios: { load(): Promise<Scenarios> }
  /** The scopes that a token can have: one for each resource and operation there is. */
  scopes(): readonly string[]
}

/** What whoever asks may see, as things are installed now. */
export async function sightOf({ scenarios, ids }: Api, request: FastifyRequest): Promise<Sight> {
  return createSight(await scenarios.load(), ids, actorOfRequest(request))
}

/** Ids of devices in a list's query, as the store knows them; one that was never shown finds nothing. */
export function meantDevices<Query extends object>({ ids }: Api, query: Query): Query {
  const { device } = query as { readonly device?: unknown }
  if (typeof device !== 'string') return query
  const known = device.split(',').map((id) => ids.meant(id) ?? '')
  return { ...query, device: known.join(',') }
}
