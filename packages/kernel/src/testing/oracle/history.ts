import type { Program } from '../../log.ts'
import type { Json, Rule, Trigger } from '../../rule.ts'
import type { Said, Scene } from '../scene.ts'

/** The plugin of every scene. */
export const plugin = 'p'

/** The order within a scene. */
export const byOrder = (a: Said, b: Said) =>
  a.time - b.time || a.seq - b.seq || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/** The program in force at a moment. */
export function programAt(time: number, { releases }: Scene): Program | null {
  return releases.findLast(({ at }) => at <= time)?.program ?? null
}

/** Since when there has been a program without a break. */
export function begun(time: number, { releases }: Scene): number {
  let since = Infinity
  for (const { at, program } of releases) {
    if (at > time) break
    since = program === null ? Infinity : Math.min(since, at)
  }
  return since
}

/** Whether a device is bound by a program. */
export function takesPart(said: Said, program: Program): boolean {
  const bound = program.bindings?.[said.model.slice(plugin.length + 1)]
  return bound === undefined || bound.includes(said.device)
}

/** Whether a thing said reached the rules when it was said. */
export function counted(one: Said, scene: Scene): boolean {
  const program = programAt(one.time, scene)
  if (one.tooLate || program === null || !takesPart(one, program)) return false
  return program.sources.length === 0 || program.sources.includes(one.source) || one.source === 'nobody'
}

const histories = new WeakMap<Scene, Map<string, Said[]>>()

/** Everything that is still known and was said before `until` (or at it), in order, each once. */
export function history(until: number, inclusive: boolean, scene: Scene): Said[] {
  const known = histories.get(scene) ?? new Map<string, Said[]>()
  histories.set(scene, known)
  const found = known.get(`${until} ${inclusive}`) ?? recall(until, inclusive, scene)
  known.set(`${until} ${inclusive}`, found)
  return found
}

function recall(until: number, inclusive: boolean, scene: Scene): Said[] {
  const start = begun(until, scene)
  const later = scene.releases.filter(({ at }) => at <= until)
  const kept = scene.said.filter((one) => {
    if (one.time < start || (inclusive ? one.time > until : one.time >= until) || !counted(one, scene))
      return false
    // A release that leaves a device out makes all it said forgotten.
    return later.every(({ at, program }) => at <= one.time || (program !== null && takesPart(one, program)))
  })
  return [...new Map(kept.map((one) => [one.id, one])).values()].sort(byOrder)
}

/** Where a device is, by what it said last. */
export function placeOf(device: string, said: readonly Said[]): string | null {
  return said.findLast((one) => one.device === device)?.place ?? null
}

/** Whether the device of a thing said belongs to a rule's key now. */
export function isIn(one: Said, rule: Rule, key: string, said: readonly Said[]): boolean {
  if (rule.key === 'place') return placeOf(one.device, said) === key
  return rule.key === 'community' || one.device === key
}

/** The latest report of a property within a rule's key. */
export function latest(
  model: string,
  property: string,
  rule: Rule,
  key: string,
  said: readonly Said[],
): Said | undefined {
  return said.findLast(
    (one) =>
      one.model === `${plugin}/${model}` &&
      one.kind === 'property' &&
      one.name === property &&
      isIn(one, rule, key, said),
  )
}

/** The model of a trigger. */
export function modelOf(trigger: Trigger): string {
  if ('form' in trigger) return `form:${trigger.form}`
  return 'record' in trigger ? `record:${trigger.record}` : trigger.device
}

/** Whether a thing said is what a trigger names. */
export function isTrigger(one: Said, trigger: Trigger): boolean {
  if (one.model !== `${plugin}/${modelOf(trigger)}`) return false
  if ('property' in trigger) return one.kind === 'property' && one.name === trigger.property
  return one.kind === 'event' && one.name === ('event' in trigger ? trigger.event : 'submitted')
}

/** Whether a thing said has this key, as a moment. */
export function hasKey(one: Said, rule: Rule, key: string, said: readonly Said[]): boolean {
  if (typeof rule.key === 'object') {
    const value = (one.value as Readonly<Record<string, Json>> | null)?.[rule.key.field.slice(6)]
    return String(value ?? '') === key
  }
  if (rule.key === 'place') return one.place === key && placeOf(one.device, said) === key
  return rule.key === 'community' || one.device === key
}

/** All keys that a rule may have in a scene. */
export function keysOf(id: string, { said, releases }: Scene): string[] {
  const keys = new Set<string>()
  for (const { program } of releases)
    for (const { key } of program?.rules.filter((rule) => rule.id === id) ?? [])
      for (const one of said) keys.add(keyOf(one, key) ?? '')
  return [...keys].filter((key) => key !== '')
}

/** Whether a key is of the kind that a rule has. */
export function isKeyOf(rule: Rule, key: string, { said }: Scene): boolean {
  return said.some((one) => keyOf(one, rule.key) === key)
}

function keyOf(one: Said, key: Rule['key']): string | null {
  if (key === 'device') return one.device
  if (key === 'place') return one.place
  if (key === 'community') return 'community'
  return String((one.value as Readonly<Record<string, Json>> | null)?.[key.field.slice(6)] ?? '')
}

/** Whether there is anything that a rule could look at for a key. */
export function exists(rule: Rule, key: string, time: number, inclusive: boolean, scene: Scene): boolean {
  if (typeof rule.key === 'object') return true
  if (rule.key === 'community') return begun(time, scene) <= time
  const models = [...rule.on, ...stepsOf(rule)].map((trigger) => `${plugin}/${modelOf(trigger)}`)
  if (rule.key === 'device')
    return history(time, inclusive, scene).some((one) => one.device === key && models.includes(one.model))
  const start = begun(time, scene)
  return scene.said.some((one) => {
    const before = inclusive ? one.time <= time : one.time < time
    return before && one.time >= start && one.place === key && counted(one, scene)
  })
}

/** The triggers of what has to follow, or must not follow. */
export function stepsOf({ sequence }: Rule): readonly Trigger[] {
  return (sequence?.followedBy ?? sequence?.notFollowedBy)?.on ?? []
}

/** Whether a release takes a device away from a circle. */
export function losesMembers(at: number, key: string, rule: Rule, scene: Scene): boolean {
  if (rule.key !== 'place' && rule.key !== 'community') return false
  const program = programAt(at, scene)
  const earlier = { ...scene, releases: scene.releases.filter((one) => one.at < at) }
  if (!program || !earlier.releases.at(-1)?.program) return false
  const before = history(at - 0.5, true, earlier)
  return before.some(
    (one) => !takesPart(one, program) && (rule.key === 'community' || placeOf(one.device, before) === key),
  )
}
