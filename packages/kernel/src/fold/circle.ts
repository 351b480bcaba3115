import type { ObservationRecord } from '../log.ts'
import { viewOn } from '../program/compiled-program.ts'
import { type CircleKind, type CompiledRule, sharedView, type View } from '../program/compiled-rule.ts'
import type { DeviceFacts, FactStore, Facts } from './facts.ts'

/** All circles, nearest first. */
export const circleKinds: readonly CircleKind[] = ['device', 'place', 'community']

/** What a circle of this kind around a device has said; null where the device stands nowhere. */
export function circleAround(kind: CircleKind, speaker: DeviceFacts, store: FactStore): Facts | null {
  return kind === 'device' ? speaker : kind === 'place' ? speaker.place : store.community
}

/** What a rule may read for a key, and how. A key that is a field's value reads the device of `cause`. */
export function sightOf(
  rule: CompiledRule,
  key: string,
  cause: ObservationRecord | null,
  store: FactStore,
): { readonly view: View; readonly facts: Facts } | null {
  if (rule.circle !== 'device') {
    const facts = rule.circle === 'place' ? store.place(key) : store.community
    const view = rule.views.get(sharedView)
    return facts && view ? { view, facts } : null
  }
  if (rule.field !== null) return sightOfCause(rule, cause, store)
  const facts = store.device(key)
  const view = facts && viewOn(rule, facts.model)
  return facts && view ? { view, facts } : null
}

/** Where the rules of a circle stand for a key. */
export function seatOf(kind: CircleKind, key: string, store: FactStore): Facts | undefined {
  return kind === 'device' ? store.device(key) : kind === 'place' ? store.place(key) : store.community
}

/** The device that caused an episode; where it takes part no longer, what it was, with nothing said. */
function sightOfCause(
  rule: CompiledRule,
  cause: ObservationRecord | null,
  store: FactStore,
): { readonly view: View; readonly facts: Facts } | null {
  const { device = '', model = '' } = cause ?? {}
  const view = viewOn(rule, model) ?? [...rule.views.values()][0]
  return view
    ? { view, facts: store.device(device) ?? { kind: 'device', key: device, latest: [], episodes: [] } }
    : null
}
