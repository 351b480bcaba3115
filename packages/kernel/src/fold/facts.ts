import type { ObservationRecord } from '../log.ts'
import type { CircleKind } from '../program/compiled-rule.ts'
import type { Seat } from './episode.ts'
import { compareObservations } from './held.ts'
import { communityKey } from './key.ts'
import type { Slot, Slots } from './slots.ts'

/** The latest of everything that one device, the devices of one place, or all devices said; and where rules stand on it. */
export interface Facts extends Seat {
  readonly kind: CircleKind
  readonly latest: (ObservationRecord | undefined)[]
}

/** What one device said last, and where it stands. */
export interface DeviceFacts extends Facts {
  model: string
  place: Facts | null
}

/** The latest by device, by place and for the community, as of the instant folded last. */
export interface FactStore {
  device(key: string): DeviceFacts | undefined
  devices(): Iterable<DeviceFacts>
  place(key: string): Facts | undefined
  places(): Iterable<Facts>
  /** All circles: every device, every place, the community. */
  circles(): Iterable<Facts>
  /** The devices of a place. */
  residents(place: string): Iterable<DeviceFacts>
  readonly community: Facts
  /** The facts of the device that speaks, put where it speaks from. */
  speaker(observation: ObservationRecord): DeviceFacts
  /** Circles that changed because the last speaker is new, or moved. */
  takeChanged(): readonly Facts[]
  /** Notes what a device said. */
  note(observation: ObservationRecord, speaker: DeviceFacts, slot: Slot): void
  /** Forgets a device; gives the place that changes. */
  remove(device: string): Facts | null
  /** Forgets everything. */
  clear(): void
  /** Puts back what a checkpoint held. */
  restorePlace(key: string): void
  restore(device: string, model: string, place: string | null, latest: Facts['latest']): void
}

/** No circles. */
export const unchanged: readonly Facts[] = []

/** An empty store. A device counts for the place it spoke from last, and only for that one. */
export function createFactStore(slots: Slots): FactStore {
  const devices = new Map<string, DeviceFacts>()
  const places = new Map<string, Facts>()
  const residents = new Map<string, Set<DeviceFacts>>()
  const community: Facts = { kind: 'community', key: communityKey, latest: [], episodes: [] }
  let changed: Facts[] = []

  const placeOf = (key: string): Facts => {
    const known = places.get(key)
    if (known) return known
    const place: Facts = { kind: 'place', key, latest: [], episodes: [] }
    places.set(key, place)
    residents.set(key, new Set())
    return place
  }

  const enter = (facts: DeviceFacts, key: string | null): void => {
    facts.place = key === null ? null : placeOf(key)
    if (facts.place === null) return
    residents.get(facts.place.key)?.add(facts)
    offer(facts, facts.place, slots)
  }

  const leave = (facts: DeviceFacts): Facts | null => {
    const { place } = facts
    if (place === null) return null
    residents.get(place.key)?.delete(facts)
    collect(place, residents.get(place.key) ?? [], slots)
    facts.place = null
    return place
  }

  const create = (key: string, model: string, place: string | null): DeviceFacts => {
    const facts: DeviceFacts = { kind: 'device', key, model, place: null, latest: [], episodes: [] }
    devices.set(key, facts)
    enter(facts, place)
    return facts
  }

  const remove = (facts: DeviceFacts): Facts | null => {
    devices.delete(facts.key)
    collect(community, devices.values(), slots)
    return leave(facts)
  }

  /** A device that became another forgets what it said; rules that know both models go on with it. */
  const become = (facts: DeviceFacts, model: string, place: string | null): void => {
    facts.model = model
    facts.latest.length = 0
    devices.set(facts.key, facts)
    enter(facts, place)
  }

  return {
    device: (key) => devices.get(key),
    devices: () => devices.values(),
    place: (key) => places.get(key),
    places: () => places.values(),
    *circles() {
      yield* devices.values()
      yield* places.values()
      yield community
    },
    residents: (place) => residents.get(place) ?? [],
    community,
    speaker({ device, model, place }) {
      const known = devices.get(device)
      if (known && known.model === model) {
        if ((known.place?.key ?? null) === place) return known
        const left = leave(known)
        if (left) changed.push(left)
        enter(known, place)
        if (known.place) changed.push(known.place)
        return known
      }
      const left = known && remove(known)
      if (left) changed.push(left)
      if (known) become(known, model, place)
      const facts = known ?? create(device, model, place)
      for (const circle of [facts, facts.place, community]) if (circle) changed.push(circle)
      return facts
    },
    takeChanged() {
      if (changed.length === 0) return unchanged
      const taken = changed
      changed = []
      return taken
    },
    note(observation, speaker, { own, shared }) {
      put(speaker.latest, own, observation)
      put(community.latest, shared, observation)
      if (speaker.place !== null) put(speaker.place.latest, shared, observation)
    },
    remove(device) {
      const facts = devices.get(device)
      if (facts === undefined) return null
      facts.episodes.length = 0
      return remove(facts)
    },
    clear() {
      devices.clear()
      places.clear()
      residents.clear()
      community.latest.length = 0
      community.episodes.length = 0
    },
    restorePlace: (key) => void placeOf(key),
    restore(device, model, place, latest) {
      const facts = create(device, model, null)
      facts.latest.push(...latest)
      enter(facts, place)
      offer(facts, community, slots)
    },
  }
}

/** Puts in an observation. Keeps the list without holes: one with holes is slow to read. */
export function put(latest: Facts['latest'], index: number, observation: ObservationRecord): void {
  while (latest.length < index) latest.push(undefined)
  latest[index] = observation
}

/** The newest of what some devices said. */
function collect(circle: Facts, members: Iterable<DeviceFacts>, slots: Slots): void {
  circle.latest.length = 0
  for (const member of members) offer(member, circle, slots)
}

/** Lets what a device said stand for a wider circle where it is the newest. */
export function offer(
  from: Pick<DeviceFacts, 'model' | 'latest'>,
  to: Pick<Facts, 'latest'>,
  slots: Slots,
): void {
  slots.list(from.model).forEach(({ own, shared }) => {
    const mine = from.latest[own]
    const theirs = to.latest[shared]
    if (mine && (!theirs || compareObservations(mine, theirs) > 0)) put(to.latest, shared, mine)
  })
}
