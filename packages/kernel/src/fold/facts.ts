import type { ObservationRecord } from '../log.ts'
import { compareObservations } from './held.ts'
import { communityKey } from './key.ts'
import type { Slots } from './slots.ts'

/** The latest reports of one device, of one place's devices, or of the whole community. */
export interface Facts {
  readonly key: string
  readonly latest: (ObservationRecord | undefined)[]
}

/** What one device said last, and where it stands. */
export interface DeviceFacts extends Facts {
  readonly model: string
  place: string | null
}

/** The latest reports by device, by place and for the community, as of the instant folded last. */
export interface FactStore {
  device(key: string): DeviceFacts | undefined
  devices(): Iterable<DeviceFacts>
  place(key: string): Facts | undefined
  places(): Iterable<Facts>
  readonly community: Facts
  /** Notes who reported from where. Gives the places whose facts changed because the device moved. */
  seen(observation: ObservationRecord): { readonly facts: DeviceFacts; readonly moved: readonly Facts[] }
  /** Notes a report; the caller knows its slots. */
  report(observation: ObservationRecord, facts: DeviceFacts, slot: number, shared: number): void
  /** Puts back what a checkpoint held. */
  restore(
    model: string,
    device: string,
    place: string | null,
    latest: readonly (ObservationRecord | undefined)[],
  ): void
}

const still: readonly Facts[] = []

/** An empty store. A device counts for the place it reported from last, and only for that one. */
export function createFactStore(slots: Slots): FactStore {
  const devices = new Map<string, DeviceFacts>()
  const places = new Map<string, Facts>()
  const residents = new Map<string, Set<DeviceFacts>>()
  const community: Facts = { key: communityKey, latest: [] }

  const placeOf = (key: string): Facts => {
    const known = places.get(key) ?? { key, latest: [] }
    places.set(key, known)
    return known
  }

  const enter = (facts: DeviceFacts, key: string): Facts => {
    const place = placeOf(key)
    const inside = residents.get(key) ?? new Set()
    residents.set(key, inside.add(facts))
    offer(facts, place, slots)
    return place
  }

  const leave = (facts: DeviceFacts, key: string): Facts => {
    const place = placeOf(key)
    const inside = residents.get(key)
    inside?.delete(facts)
    place.latest.length = 0
    for (const other of inside ?? []) offer(other, place, slots)
    return place
  }

  const create = (key: string, model: string, place: string | null): DeviceFacts => {
    const facts: DeviceFacts = { key, model, place, latest: [] }
    devices.set(key, facts)
    if (place !== null) enter(facts, place)
    return facts
  }

  return {
    device: (key) => devices.get(key),
    devices: () => devices.values(),
    place: (key) => places.get(key),
    places: () => places.values(),
    community,
    seen({ device, model, place }) {
      const facts = devices.get(device) ?? create(device, model, place)
      if (facts.place === place) return { facts, moved: still }
      const moved: Facts[] = []
      if (facts.place !== null) moved.push(leave(facts, facts.place))
      facts.place = place
      if (place !== null) moved.push(enter(facts, place))
      return { facts, moved }
    },
    report(observation, facts, slot, shared) {
      facts.latest[slot] = observation
      community.latest[shared] = observation
      if (facts.place !== null) placeOf(facts.place).latest[shared] = observation
    },
    restore(model, device, place, latest) {
      const facts = create(device, model, place)
      facts.latest.push(...latest)
      if (place !== null) offer(facts, placeOf(place), slots)
      offer(facts, community, slots)
    },
  }
}

/** Lets a device's reports stand for a wider circle where they are the newest. */
function offer(from: DeviceFacts, to: Facts, slots: Slots): void {
  slots.list(from.model).forEach(({ shared }, slot) => {
    const mine = from.latest[slot]
    const theirs = to.latest[shared]
    if (mine && (!theirs || compareObservations(mine, theirs) > 0)) to.latest[shared] = mine
  })
}
