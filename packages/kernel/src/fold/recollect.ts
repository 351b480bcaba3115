import type { ObservationRecord } from '../log.ts'
import { type CompiledProgram, takesPart } from '../program/compiled-program.ts'
import type { Node } from './cell.ts'
import { type DeviceFacts, type Facts, offer, put } from './facts.ts'
import type { Outlook, Release } from './outlook.ts'
import type { Settled } from './settled.ts'
import type { Slots } from './slots.ts'

interface Member {
  readonly model: string
  readonly latest: Facts['latest']
  place: string | null
}

/**
 * The latest that the devices of a place, or of the community, said before `at` (or at it): from what is settled, what
 * is held back for the key, and the releases that are not settled. Needed only when devices move or are left out.
 */
export function recollect(
  outlook: Outlook,
  nodes: readonly Node[],
  at: number,
  inclusive: boolean,
  settled: Settled,
  releases: readonly Release[],
  slots: Slots,
): Facts['latest'] {
  const { kind, facts } = outlook
  const members = new Map<string, Member>()
  const residents = kind === 'place' ? settled.facts.residents(facts.key) : settled.facts.devices()
  for (const one of residents) members.set(one.key, memberOf(one))
  for (const { time, observations } of nodes)
    for (const observation of (inclusive ? time <= at : time < at) ? observations : [])
      note(observation, members, settled, slots, programAt(time, settled.program, releases))
  const circle: Pick<Facts, 'latest'> = { latest: [] }
  for (const [device, member] of members) {
    if (kind === 'place' && member.place !== facts.key) continue
    const kept = member.latest.map((one) =>
      one && isKept(one, device, member.model, at, releases) ? one : undefined,
    )
    offer({ model: member.model, latest: kept }, circle, slots)
  }
  return circle.latest
}

function memberOf({ model, latest, place }: DeviceFacts): Member {
  return { model, latest: [...latest], place: place?.key ?? null }
}

function note(
  observation: ObservationRecord,
  members: Map<string, Member>,
  settled: Settled,
  slots: Slots,
  program: CompiledProgram | null,
): void {
  const { device, model, kind, name, place } = observation
  const slot = slots.find(model, kind, name)
  if (slot === undefined || !takesPart(program, observation)) return
  const known = members.get(device)
  const facts = known ? undefined : settled.facts.device(device)
  const member = known ?? (facts ? memberOf(facts) : { model, latest: [], place })
  member.place = place
  put(member.latest, slot.own, observation)
  members.set(device, member)
}

function programAt(
  time: number,
  settled: CompiledProgram | null,
  releases: readonly Release[],
): CompiledProgram | null {
  const release = releases.findLast(({ at }) => at <= time)
  return release ? release.compiled : settled
}

/** Where a device was before it said something, as far as the key has heard; undefined where it was not known. */
export function placeBefore(
  nodes: readonly Node[],
  { device, model, time }: ObservationRecord,
  settled: Settled,
  releases: readonly Release[],
): string | null | undefined {
  const node = nodes.findLast(
    (one) => one.time < time && one.observations.some((said) => said.device === device),
  )
  const last = node?.observations.findLast((said) => said.device === device)
  if (last) return isKept(last, device, model, time, releases) ? last.place : undefined
  const facts = settled.facts.device(device)
  const isKnown = facts !== undefined && isKept({ time: -Infinity }, device, model, time, releases)
  return isKnown ? (facts.place?.key ?? null) : undefined
}

/** Whether no release since left the device out. */
function isKept(
  { time }: { readonly time: number },
  device: string,
  model: string,
  at: number,
  releases: readonly Release[],
): boolean {
  return releases.every((one) => one.at <= time || one.at > at || takesPart(one.compiled, { device, model }))
}
