import { type CompiledProgram, takesPart } from '../program/compiled-program.ts'
import { type CompiledRule, sharedView, type View } from '../program/compiled-rule.ts'
import { seatOf, sightOf } from './circle.ts'
import type { Episode } from './episode.ts'
import type { EpisodeStore } from './episodes.ts'
import type { FactStore, Facts } from './facts.ts'
import { lookAtChange } from './guard.ts'
import { communityKey } from './key.ts'
import type { Stage } from './stage.ts'

/**
 * Hands the episodes of one release to the next: a rule that is the same keeps them, a rule that changed is rebuilt
 * from what is retained, one that was suspended (`renewed`) begins anew, and devices that no longer take part are
 * forgotten.
 */
export function carryOver(
  stage: Stage,
  episodes: EpisodeStore,
  store: FactStore,
  old: CompiledProgram | null,
  renewed: ReadonlySet<CompiledRule>,
  next: CompiledProgram | null,
  at: number,
): void {
  const changed = next === null ? new Set<string>() : unbind(next, store)
  const before = episodes.begin(next)
  for (const rule of next?.rules.values() ?? []) {
    const known = old?.rules.get(rule.id)
    const previous = known && renewed.has(known) ? undefined : known
    const keys = before(previous)
    if (previous?.signature === rule.signature)
      keep(stage, episodes, store, rule, previous, keys, changed, at)
    else renew(stage, episodes, store, rule, previous, keys, at)
  }
}

/** Forgets devices that no longer take part; gives the keys of the circles whose facts this changes. */
function unbind(next: CompiledProgram, store: FactStore): Set<string> {
  const changed = new Set<string>()
  for (const { key: device, model } of [...store.devices()]) {
    if (takesPart(next, { model, device })) continue
    const place = store.remove(device)
    changed.add(communityKey)
    if (place) changed.add(place.key)
  }
  return changed
}

/** The rule is the same: only circles that lost a device are looked at again. */
function keep(
  stage: Stage,
  episodes: EpisodeStore,
  store: FactStore,
  rule: CompiledRule,
  previous: CompiledRule,
  keys: ReadonlyMap<string, Episode>,
  changed: ReadonlySet<string>,
  at: number,
): void {
  const again = new Set<string>()
  if (rule.circle !== 'device' && changed.size > 0)
    for (const { view, facts } of sights(rule, store)) {
      if (!changed.has(facts.key)) continue
      again.add(facts.key)
      lookAtChange(stage, view, facts, facts, previous, keys.get(facts.key), at)
    }
  for (const [key, episode] of keys) {
    const seat = rule.field === null ? seatOf(rule.circle, key, store) : episodes.seat(rule, key)
    if (seat && !again.has(key)) episodes.put(rule, seat, undefined, episode)
  }
}

function renew(
  stage: Stage,
  episodes: EpisodeStore,
  store: FactStore,
  rule: CompiledRule,
  previous: CompiledRule | undefined,
  keys: ReadonlyMap<string, Episode>,
  at: number,
): void {
  if (rule.field === null) {
    for (const { view, facts } of sights(rule, store))
      lookAtChange(stage, view, facts, facts, previous, keys.get(facts.key), at)
    return
  }
  // Keys that are fields' values are known only by their episodes.
  for (const [key, episode] of keys) {
    const sight = sightOf(rule, key, episode.cause ?? episode.memory.awaited?.cause ?? null, store)
    if (sight) lookAtChange(stage, sight.view, sight.facts, episodes.seat(rule, key), previous, episode, at)
  }
}

/** Everything a rule may look at. */
function* sights(
  rule: CompiledRule,
  store: FactStore,
): Generator<{ readonly view: View; readonly facts: Facts }> {
  const shared = rule.views.get(sharedView)
  if (shared) {
    const circles = rule.circle === 'place' ? store.places() : [store.community]
    for (const facts of circles) yield { view: shared, facts }
    return
  }
  for (const facts of store.devices()) {
    const view = rule.views.get(facts.model)
    if (view) yield { view, facts }
  }
}
