import { viewOn } from '../program/compiled-program.ts'
import { type CircleKind, type CompiledRule, sharedView, type View } from '../program/compiled-rule.ts'
import type { Episode } from './episode.ts'
import type { DeviceFacts, FactStore, Facts } from './facts.ts'

/** All circles, nearest first. */
export const circleKinds: readonly CircleKind[] = ['device', 'place', 'community']

/** What a circle of this kind around a device has said; null where the device stands nowhere. */
export function circleAround(kind: CircleKind, speaker: DeviceFacts, store: FactStore): Facts | null {
  return kind === 'device' ? speaker : kind === 'place' ? speaker.place : store.community
}

/** What a rule may read for a key, and how. A key that is a field's value reads the device of its cause. */
export function sightOf(
  rule: CompiledRule,
  key: string,
  episode: Episode | undefined,
  store: FactStore,
): { readonly view: View; readonly facts: Facts } | null {
  if (rule.circle !== 'device') {
    const facts = rule.circle === 'place' ? store.place(key) : store.community
    const view = rule.views.get(sharedView)
    return facts && view ? { view, facts } : null
  }
  const facts = store.device(rule.field === null ? key : (episode?.cause?.device ?? ''))
  const view = facts && viewOn(rule, facts.model)
  return facts && view ? { view, facts } : null
}
