import { type Domain, isEmpty } from './domain.ts'

/** A way in which things may stand: what each name may be. `exact`: there is such a way, not only perhaps. */
export interface World {
  readonly names: ReadonlyMap<string, Domain>
  readonly exact: boolean
}

/** How many ways are told apart; beyond it they are taken together. */
const most = 64

/** The world with a name narrowed down, or none where nothing is left of it. */
export function withName(world: World, name: string | null, domain: Domain): World[] {
  if (isEmpty(domain)) return []
  if (name === null) return [world]
  return [{ ...world, names: new Map(world.names).set(name, domain) }]
}

export function perhaps(world: World): World {
  return world.exact ? { ...world, exact: false } : world
}

/** The worlds, or where they are too many, the one they came from. */
export function bounded(worlds: readonly World[], from: readonly World[]): readonly World[] {
  return worlds.length > most ? from.map(perhaps) : worlds
}
