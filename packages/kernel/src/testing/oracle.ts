import type { Program } from '../log.ts'
import { canonical } from '../logic/canonical.ts'
import type { Action, Duration, Json, Rule } from '../rule.ts'
import type { Outage, Said, Scene } from './scene.ts'

/**
 * What every rule must have said in the end, straight from the definitions: the whole history is looked at anew for
 * every question. Nothing is shared with the fold but the shapes, `canonical`, and the words of the rules.
 */
export function oracle(scene: Scene): Map<string, string> {
  const verdicts = new Map<string, string>()
  const ids = new Set(scene.releases.flatMap(({ program }) => program?.rules.map(({ id }) => id) ?? []))
  for (const id of ids) for (const key of keysOf(id, scene)) judge(id, key, scene, verdicts)
  return verdicts
}

type Known = Json | undefined
const plugin = 'p'

/** The program in force at a moment. */
function programAt(time: number, { releases }: Scene): Program | null {
  return releases.findLast(({ at }) => at <= time)?.program ?? null
}

/** Since when there has been a program without a break. */
function begun(time: number, { releases }: Scene): number {
  let since = Infinity
  for (const { at, program } of releases) {
    if (at > time) break
    since = program === null ? Infinity : Math.min(since, at)
  }
  return since
}

function takesPart(said: Said, program: Program): boolean {
  const bound = program.bindings?.[said.model.slice(plugin.length + 1)]
  return bound === undefined || bound.includes(said.device)
}

const byOrder = (a: Said, b: Said) =>
  a.time - b.time || a.seq - b.seq || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

const histories = new WeakMap<Scene, Map<string, Said[]>>()

/** Everything that counts and was said before `until` (or at it), in order, each once. */
function history(until: number, inclusive: boolean, scene: Scene): Said[] {
  const known = histories.get(scene) ?? new Map<string, Said[]>()
  histories.set(scene, known)
  const found = known.get(`${until} ${inclusive}`) ?? recall(until, inclusive, scene)
  known.set(`${until} ${inclusive}`, found)
  return found
}

function recall(until: number, inclusive: boolean, scene: Scene): Said[] {
  const start = begun(until, scene)
  const counted = scene.said.filter((one) => {
    if (one.tooLate || one.time < start || (inclusive ? one.time > until : one.time >= until)) return false
    const { sources = [] } = programAt(one.time, scene) ?? {}
    if (sources.length > 0 && !sources.includes(one.source) && one.source !== 'nobody') return false
    const programs = [
      programAt(one.time, scene),
      ...scene.releases.filter(({ at }) => at > one.time && at <= until).map(({ program }) => program),
    ]
    return programs.every((program) => program !== null && takesPart(one, program))
  })
  return [...new Map(counted.map((one) => [one.id, one])).values()].sort(byOrder)
}

/** Where a device is, by what it said last. */
function placeOf(device: string, said: readonly Said[]): string | null {
  return said.findLast((one) => one.device === device)?.place ?? null
}

function isIn(one: Said, rule: Rule, key: string, said: readonly Said[]): boolean {
  if (rule.key === 'place') return placeOf(one.device, said) === key
  return rule.key === 'community' || one.device === key
}

/** The latest report of a property within a rule's key. */
function latest(
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

interface Look {
  readonly rule: Rule
  readonly key: string
  readonly program: Program
  readonly said: readonly Said[]
  readonly now: number
  /** What is looked at as a moment. */
  readonly moment: Said | null
  /** The device whose properties are read, for rules keyed by a field. */
  readonly device: string | null
}

/** Model and property a name stands for: bare names of the scenes are properties of `meter`, but for the session's. */
function propertyOf(name: string): readonly [model: string, property: string] {
  const [first = '', second] = name.split('.')
  if (second !== undefined) return [first, second]
  return [first === 'minutes' ? 'record:session' : 'meter', first]
}

function read(name: string, look: Look): Known {
  const [head, ...rest] = name.split('.')
  if (head === 'settings') return look.program.settings[rest[0] ?? '']
  if (head === 'event' || head === 'form') {
    const isForm = look.moment?.model.includes('form:') === true
    if (look.moment?.kind !== 'event' || isForm !== (head === 'form')) return undefined
    return (look.moment.value as Readonly<Record<string, Json>>)[rest[0] ?? '']
  }
  const [model, property] = propertyOf(name)
  if (typeof look.rule.key === 'object' || look.rule.key === 'device') {
    const models = look.rule.on.map(modelOf)
    if (!models.includes(model)) return undefined
  }
  const own =
    look.moment?.kind === 'property' &&
    look.moment.name === property &&
    look.moment.model === `${plugin}/${model}`
      ? look.moment
      : undefined
  const rule = typeof look.rule.key === 'object' ? { ...look.rule, key: 'device' as const } : look.rule
  const found = own ?? latest(model, property, rule, look.device ?? look.key, look.said)
  const freshFor = look.program.models[model]?.properties[property]?.freshFor
  return found && (freshFor === undefined || look.now - found.time <= freshFor) ? found.value : undefined
}

/** Kleene's logic over the few operators that the scenes use. */
function value(logic: Json, look: Look): Known {
  if (logic === null || typeof logic !== 'object' || Array.isArray(logic)) return logic
  const [operator, given] = Object.entries(logic as Readonly<Record<string, Json>>)[0] as [string, Json]
  const parts = (Array.isArray(given) ? given : [given]) as Json[]
  if (operator === 'var') return read(parts[0] as string, look)
  if (operator === 'missing') return parts.filter((name) => read(name as string, look) === undefined)
  const values = parts.map((part) => value(part, look))
  if (operator === 'and')
    return values.includes(false) ? false : values.includes(undefined) ? undefined : true
  if (operator === 'or') return values.includes(true) ? true : values.includes(undefined) ? undefined : false
  if (values.includes(undefined)) return undefined
  const [a, b] = values as [Json, Json]
  if (operator === '!') return !a
  if (operator === '!!') return Array.isArray(a) ? a.length > 0 : Boolean(a)
  if (operator === '>') return (a as number) > (b as number)
  if (operator === '<') return (a as number) < (b as number)
  if (operator === '>=') return (a as number) >= (b as number)
  return a === b
}

/** Names a condition reads. */
function names(logic: Json): string[] {
  if (logic === null || typeof logic !== 'object') return []
  if (Array.isArray(logic)) return logic.flatMap(names)
  return Object.entries(logic as Readonly<Record<string, Json>>).flatMap(([operator, given]) =>
    operator === 'var' || operator === 'missing'
      ? ((Array.isArray(given) ? given : [given]) as string[])
      : names(given),
  )
}

const units = { s: 1000, m: 60_000 } as const

function ms(duration: Duration | undefined, { settings }: Program): number {
  if (duration === undefined) return 0
  if (typeof duration === 'object')
    return (settings[duration.setting] as number) * units[duration.unit as 's' | 'm']
  return Number.parseFloat(duration) * units[duration.at(-1) as 's' | 'm']
}

const kindOf = (rule: Rule) => {
  if (rule.absent !== undefined) return 'absence'
  return rule.on.every((trigger) => 'property' in trigger) ? 'level' : 'moment'
}

/** What decides when the condition holds, as text. */
function conditionText(rule: Rule, program: Program): string {
  const read = names(rule.when ?? true).map((name) => {
    if (name.startsWith('settings.')) return [name, program.settings[name.slice(9)] ?? null]
    const [model, property] = propertyOf(name)
    return [name, program.models[model]?.properties[property]?.freshFor ?? null]
  })
  return canonical([rule.on, rule.key, rule.when ?? true, read] as unknown as Json)
}

function verdictText(rule: Rule, program: Program): string {
  return canonical([
    conditionText(rule, program),
    ms(rule.for, program),
    ms(rule.absent, program),
    ms(rule.cooldown, program),
  ])
}

/** All keys that a rule may have in a scene. */
function keysOf(id: string, { said, releases }: Scene): string[] {
  const rules = releases.flatMap(({ program }) => program?.rules.filter((rule) => rule.id === id) ?? [])
  const keys = new Set<string>()
  for (const { key } of rules)
    for (const one of said) {
      if (key === 'device') keys.add(one.device)
      else if (key === 'place') one.place !== null && keys.add(one.place)
      else if (key === 'community') keys.add('community')
      else keys.add(String((one.value as Readonly<Record<string, Json>> | null)?.[key.field.slice(6)] ?? ''))
    }
  return [...keys].filter((key) => key !== '')
}

/** Connected time lost to outages of a source between two moments. */
function away(source: string, from: number, to: number, outages: readonly Outage[]): number {
  return outages
    .filter((one) => one.source === source)
    .reduce((sum, one) => sum + Math.max(0, Math.min(to, one.to) - Math.max(from, one.from)), 0)
}

/** The first moment with `length` of connected time behind it: tried at every moment it could be. */
function waited(cause: Said, length: number, { outages }: Scene): number {
  let best = Infinity
  for (const mask of subsetSums(
    outages
      .filter((one) => one.source === cause.source)
      .map((one) => one.to - Math.max(one.from, cause.time)),
  )) {
    const due = cause.time + length + mask
    if (due - cause.time - away(cause.source, cause.time, due, outages) === length) best = Math.min(best, due)
  }
  return best
}

/** Every sum that some of the numbers make. */
function subsetSums(numbers: readonly number[]): number[] {
  let sums = [0]
  for (const one of numbers) if (one > 0) sums = sums.flatMap((sum) => [sum, sum + one])
  return sums
}

interface Run {
  since: number | null
  onset: number
  cause: Said | null
  fired: boolean
  said: boolean
  due: number
  cooled: number
}

/** Judges one rule for one key over all time. */
function judge(id: string, key: string, scene: Scene, verdicts: Map<string, string>): void {
  const run: Run = {
    since: null,
    onset: 0,
    cause: null,
    fired: false,
    said: false,
    due: Infinity,
    cooled: -Infinity,
  }
  let old: { rule: Rule; program: Program } | null = null

  const ruleAt = (time: number) => {
    const program = programAt(time, scene)
    const rule = program?.rules.find((one) => one.id === id)
    return program && rule ? { program, rule } : null
  }
  const stop = () =>
    Object.assign(run, { since: null, cause: null, fired: false, said: false, due: Infinity })
  const look = (
    rule: Rule,
    program: Program,
    now: number,
    said: readonly Said[],
    moment: Said | null,
  ): Look => ({
    rule,
    key,
    program,
    said,
    now,
    moment,
    device: typeof rule.key === 'object' ? (moment?.device ?? run.cause?.device ?? null) : null,
  })
  const say = (
    rule: Rule,
    program: Program,
    onset: string,
    at: number,
    cause: Said | null,
    said: readonly Said[],
    moment: Said | null,
  ) => {
    if (
      run.cooled !== -Infinity &&
      ms(rule.cooldown, program) > 0 &&
      at - run.cooled < ms(rule.cooldown, program)
    )
      return false
    if (ms(rule.cooldown, program) > 0) run.cooled = at
    if (rule.muted || at >= scene.end) return false
    rule.do.forEach((action, index) => {
      const filled = fill(action, look(rule, program, at, said, moment))
      const content = canonical([at, filled as unknown as Json, cause?.id ?? null, program.release])
      verdicts.set(`i|${id}|${keyPart(key)}|${onset}|${index}`, content)
    })
    return rule.do.length > 0
  }
  const fireDue = (before: number) => {
    while (run.due < before && old) {
      const at = run.due
      const said = history(at, true, scene)
      run.due = Infinity
      const moment = kindOf(old.rule) === 'absence' && run.cause?.kind === 'event' ? run.cause : null
      run.said = say(old.rule, old.program, String(run.onset), at, run.cause, said, moment)
      run.fired = true
    }
  }
  const truth = (
    rule: Rule,
    program: Program,
    now: number,
    said: readonly Said[],
    moment: Said | null,
  ): Known => {
    const found = value(rule.when ?? true, look(rule, program, now, said, moment))
    return Array.isArray(found) ? found.length > 0 : found
  }
  /** Whether there is anything the rule could look at for this key. */
  const exists = (rule: Rule, time: number, inclusive: boolean): boolean => {
    if (typeof rule.key === 'object') return true
    if (rule.key === 'community') return begun(time, scene) <= time
    const said = history(time, inclusive, scene)
    if (rule.key === 'device') {
      const models = rule.on.map((trigger) => `${plugin}/${modelOf(trigger)}`)
      return said.some((one) => one.device === key && models.includes(one.model))
    }
    return scene.said.some((one) => {
      const program = programAt(one.time, scene)
      const before = inclusive ? one.time <= time : one.time < time
      return (
        !one.tooLate &&
        before &&
        one.time >= begun(time, scene) &&
        one.place === key &&
        program !== null &&
        takesPart(one, program)
      )
    })
  }

  const release = (at: number) => {
    const next = ruleAt(at)
    const before = old
    old = next
    if (next === null || (programAt(at, scene) !== null && begun(at, scene) === at)) {
      stop()
      run.cooled = -Infinity
    }
    if (next === null) return
    const { rule, program } = next
    const said = history(at, false, scene)
    const lost = rule.key === 'device' && !exists(rule, at, false)
    if (lost) {
      stop()
      run.cooled = -Infinity
      return
    }
    const same = before && verdictText(before.rule, before.program) === verdictText(rule, program)
    const unbound =
      rule.key === 'place' || rule.key === 'community' ? lostMembers(at, key, rule, scene) : false
    if (same && !unbound) return
    const isCooling = before !== null && at - run.cooled < ms(before.rule.cooldown, before.program)
    if (ms(rule.cooldown, program) === 0 || !isCooling) run.cooled = -Infinity
    const kept =
      before && kindOf(before.rule) === kindOf(rule) && canonical(before.rule.key) === canonical(rule.key)
        ? { ...run }
        : null
    stop()
    if (!exists(rule, at, false)) return
    if (kindOf(rule) === 'level') {
      const now = truth(rule, program, at, said, null)
      if (kept?.since != null && kept.fired) {
        if (now !== false) Object.assign(run, kept, { due: Infinity })
        else if (kept.said)
          for (const [index] of rule.do.entries())
            verdicts.delete(`i|${id}|${keyPart(key)}|${kept.onset}|${index}`)
        return
      }
      if (now !== true) return
      const sameCondition =
        before && conditionText(before.rule, before.program) === conditionText(rule, program)
      const from =
        kept?.since != null && sameCondition
          ? { since: kept.since, onset: kept.onset, cause: kept.cause }
          : { ...standing(rule, program, at, said), onset: at }
      Object.assign(run, from, { due: Math.max(at, from.since + ms(rule.for, program)) })
    }
    if (kindOf(rule) === 'absence') {
      const sameCondition =
        before && conditionText(before.rule, before.program) === conditionText(rule, program)
      const cause =
        kept?.since != null && sameCondition
          ? kept.cause
          : typeof rule.key === 'object'
            ? null
            : accepted(rule, program, said)
      if (cause === null) return
      if (kept?.fired && kept.since === cause.time) Object.assign(run, kept, { due: Infinity })
      else
        Object.assign(run, {
          since: cause.time,
          onset: kept?.since === cause.time ? kept.onset : at,
          cause,
          due: Math.max(at, waited(cause, ms(rule.absent, program), scene)),
        })
    }
  }
  /** Since when a level has held, judged by the latest reports alone. */
  const standing = (rule: Rule, program: Program, at: number, said: readonly Said[]) => {
    const reports = [...new Set(names(rule.when ?? true))]
      .filter((name) => !name.startsWith('settings.'))
      .map((name) => latest(...propertyOf(name), rule, key, said))
      .filter((one) => one !== undefined)
      .sort(byOrder)
    let from: { since: number; cause: Said | null } | null = null
    for (const { time } of reports) {
      const known = reports.filter((one) => one.time <= time)
      // Only what is retained counts, wherever its device stood when it said so.
      const here = known.map((one) => ({ ...one, place: rule.key === 'place' ? key : one.place }))
      if (truth(rule, program, time, here, null) !== true) from = null
      else from ??= { since: time, cause: reports.find((one) => one.time === time) ?? null }
    }
    return from ?? { since: at, cause: null }
  }
  /** The newest retained thing that a rule waiting for absence accepts. */
  const accepted = (rule: Rule, program: Program, said: readonly Said[]): Said | null => {
    const triggered = rule.on.flatMap((trigger) => {
      const found = said.findLast((one) => isTrigger(one, trigger) && isIn(one, rule, key, said))
      return found ? [found] : []
    })
    return (
      triggered.sort(byOrder).findLast((one) => truth(rule, program, one.time, said, one) === true) ?? null
    )
  }

  for (const time of points(scene)) {
    fireDue(time)
    if (scene.releases.some(({ at }) => at === time)) release(time)
    const found = ruleAt(time)
    if (found === null) continue
    const { rule, program } = found
    const said = history(time, true, scene)
    for (const one of said.filter((other) => other.time === time)) {
      if (
        kindOf(rule) === 'level' ||
        !rule.on.some((trigger) => isTrigger(one, trigger)) ||
        !hasKey(one, rule, key, said)
      )
        continue
      if (truth(rule, program, time, said, one) !== true) continue
      if (kindOf(rule) === 'moment') say(rule, program, `${time}#${one.id}`, time, one, said, one)
      else
        Object.assign(run, {
          since: time,
          onset: time,
          cause: one,
          fired: false,
          said: false,
          due: waited(one, ms(rule.absent, program), scene),
        })
    }
    if (kindOf(rule) !== 'level' || !exists(rule, time, true)) continue
    const now = truth(rule, program, time, said, null)
    if (now === true && run.since === null) {
      const cause = causeAt(time, rule, key, said)
      Object.assign(run, { since: time, onset: time, cause, fired: false, said: false })
      if (ms(rule.for, program) > 0) run.due = time + ms(rule.for, program)
      else
        Object.assign(run, { said: say(rule, program, String(time), time, cause, said, null), fired: true })
    } else if (run.since !== null && (now === false || (now === undefined && !run.fired))) stop()
  }
  fireDue(scene.end)
}

/** Every moment at which something could change. */
function points({ said, releases, end }: Scene): number[] {
  const times = new Set<number>(releases.map(({ at }) => at))
  const fresh = releases.flatMap(({ program }) =>
    Object.values(program?.models ?? {}).flatMap(({ properties }) =>
      Object.values(properties).map(({ freshFor }) => freshFor),
    ),
  )
  for (const { time } of said) {
    times.add(time)
    for (const length of fresh) if (length !== undefined) times.add(time + length + 1)
  }
  return [...times].filter((time) => time < end).sort((a, b) => a - b)
}

/** Keys stand in ids so that their parts stay apart. */
function keyPart(key: string): string {
  return key.replaceAll('%', '%25').replaceAll('|', '%7C').replaceAll('#', '%23')
}

function modelOf(trigger: Rule['on'][number]): string {
  if ('form' in trigger) return `form:${trigger.form}`
  return 'record' in trigger ? `record:${trigger.record}` : trigger.device
}

function isTrigger(one: Said, trigger: Rule['on'][number]): boolean {
  if (one.model !== `${plugin}/${modelOf(trigger)}`) return false
  if ('property' in trigger) return one.kind === 'property' && one.name === trigger.property
  return one.kind === 'event' && one.name === ('event' in trigger ? trigger.event : 'submitted')
}

function hasKey(one: Said, rule: Rule, key: string, said: readonly Said[]): boolean {
  if (typeof rule.key === 'object')
    return String((one.value as Readonly<Record<string, Json>>)[rule.key.field.slice(6)] ?? '') === key
  if (rule.key === 'place') return one.place === key && placeOf(one.device, said) === key
  return rule.key === 'community' || one.device === key
}

/** What began a level: the first thing said then that the rule reads, else the first that changed the key. */
function causeAt(time: number, rule: Rule, key: string, said: readonly Said[]): Said | null {
  const then = said.filter((one) => one.time === time)
  const read = names(rule.when ?? true)
    .filter((name) => !name.startsWith('settings.'))
    .map(propertyOf)
  const watched = then.find(
    (one) =>
      one.kind === 'property' &&
      isIn(one, rule, key, said) &&
      (rule.on.some((trigger) => isTrigger(one, trigger)) ||
        read.some(([model, name]) => one.model === `${plugin}/${model}` && one.name === name)),
  )
  if (watched) return watched
  const before = said.filter((one) => one.time < time)
  const changed = (one: Said) => {
    const known = before.some((other) => other.device === one.device)
    const was = placeOf(one.device, before)
    if (rule.key === 'device') return one.device === key && !known
    if (rule.key === 'community') return !known
    return (one.place === key || (known && was === key)) && (!known || was !== one.place)
  }
  return then.find(changed) ?? null
}

/** Whether a release takes a device away from a circle. */
function lostMembers(at: number, key: string, rule: Rule, scene: Scene): boolean {
  const program = programAt(at, scene)
  const earlier = scene.releases.filter((one) => one.at < at).at(-1)
  if (!program || !earlier?.program) return false
  const before = history(at - 0.5, true, { ...scene, releases: scene.releases.filter((one) => one.at < at) })
  return before.some(
    (one) => !takesPart(one, program) && (rule.key === 'community' || placeOf(one.device, before) === key),
  )
}

function fill(action: Action, look: Look): Action {
  const filled = (part: Json): Json => {
    if (part === null || typeof part !== 'object') return part
    if (Array.isArray(part)) return part.map(filled)
    const fields = part as Readonly<Record<string, Json>>
    if (typeof fields.$ === 'string') return read(fields.$, look) ?? null
    return Object.fromEntries(Object.entries(fields).map(([name, inner]) => [name, filled(inner)]))
  }
  return filled(action as unknown as Json) as unknown as Action
}
