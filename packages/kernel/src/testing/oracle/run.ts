import { canonical } from '../../logic/canonical.ts'
import type { Json } from '../../rule.ts'
import type { Said, Scene } from '../scene.ts'
import {
  begun,
  byOrder,
  exists,
  hasKey,
  history,
  isIn,
  isKeyOf,
  isTrigger,
  latest,
  losesMembers,
  placeOf,
  plugin,
  programAt,
  stepsOf,
} from './history.ts'
import {
  conditionText,
  fill,
  isProperty,
  kindOf,
  type Look,
  ms,
  names,
  propertyOf,
  read,
  truth,
  type Version,
  verdictText,
  windowsText,
} from './meaning.ts'
import { inside, nextInside, quietPoints, samples, shown, waited, windowsOf } from './time.ts'

/** Something that a rule's condition was met by. */
interface Occurrence {
  readonly onset: number
  readonly mark: string
  readonly at: number
  readonly cause: Said | null
}

interface State {
  since: number | null
  onset: number
  cause: Said | null
  fired: boolean
  said: boolean
  due: number
  clearing: number | null
  cooled: number
  counted: { at: number; value: string }[]
  awaited: (Occurrence & { due: number }) | null
  /** Since when reports go into the windows. */
  windowsFrom: number
}

const over = { since: null, onset: 0, cause: null, fired: false, said: false, due: Infinity, clearing: null }

/** One rule for one key over all time, straight from the definitions. */
export class Run {
  readonly #id: string
  readonly #key: string
  readonly #scene: Scene
  readonly #verdicts: Map<string, string>
  #state: State = { ...over, cooled: -Infinity, counted: [], awaited: null, windowsFrom: Infinity }
  #version: Version | null = null

  constructor(id: string, key: string, scene: Scene, verdicts: Map<string, string>) {
    this.#id = id
    this.#key = key
    this.#scene = scene
    this.#verdicts = verdicts
  }

  /** Goes through every moment at which something could change. */
  judge(): void {
    for (const time of this.#points()) {
      this.#timers(time)
      if (this.#scene.releases.some(({ at }) => at === time)) this.#release(time)
      if (this.#version === null) continue
      this.#moments(time)
      if (
        kindOf(this.#version.rule) === 'level' &&
        exists(this.#version.rule, this.#key, time, true, this.#scene)
      )
        this.#level(this.#version, time)
    }
    this.#timers(this.#scene.end)
  }

  #points(): number[] {
    const { said, releases, end } = this.#scene
    const times = new Set(releases.map(({ at }) => at))
    for (const { time } of said) times.add(time)
    for (const { program } of releases) {
      const rule = program?.rules.find(({ id }) => id === this.#id)
      if (!program || !rule) continue
      for (const point of quietPoints({ rule, program }, said, end)) times.add(point)
      for (const { properties } of Object.values(program.models))
        for (const { freshFor } of Object.values(properties))
          if (freshFor !== undefined) for (const { time } of said) times.add(time + freshFor + 1)
    }
    return [...times].filter((time) => time >= 0 && time < end).sort((a, b) => a - b)
  }

  #look(version: Version, now: number, said: readonly Said[], moment: Said | null): Look {
    const device =
      typeof version.rule.key === 'object' ? (moment?.device ?? this.#state.cause?.device ?? null) : null
    const windows = windowsOf(version.rule)
    return {
      ...version,
      key: this.#key,
      said,
      now,
      moment,
      device,
      window: (name) => {
        const spec = windows[name]
        if (spec === undefined) return undefined
        const given = samples(spec, version, this.#key, this.#state.windowsFrom, now, this.#scene)
        return shown(spec, version, given, now)
      },
    }
  }

  /** Whether a level holds; outside its schedule it does not. */
  #held(version: Version, now: number, said: readonly Said[]): boolean | undefined {
    if (!inside(version.rule.schedule, now)) return false
    return truth(version.rule.when ?? true, this.#look(version, now, said, null))
  }

  /** What becomes of an occurrence: the first half of a sequence, or one that counts. */
  #occur(version: Version, one: Occurrence, look: Look): boolean {
    const { rule, program } = version
    const state = this.#state
    if (rule.sequence === undefined) return this.#count(version, one, look)
    const within = ms(rule.sequence.within, program)
    if (rule.sequence.followedBy) state.awaited = { ...one, due: Infinity }
    else if (state.awaited === null) {
      const due = one.cause ? waited(one.cause, one.at, within, this.#scene) : one.at + within
      state.awaited = { ...one, due }
    }
    return false
  }

  #count({ rule, program }: Version, one: Occurrence, look: Look): boolean {
    const state = this.#state
    const { at } = one
    if (rule.count) {
      const value =
        rule.count.distinct === undefined
          ? String(state.counted.length) + String(at) + one.mark
          : canonical(read(rule.count.distinct, look) ?? null)
      state.counted.push({ at, value })
      const recent = state.counted.filter((other) => at - other.at <= ms(rule.count?.within, program))
      if (new Set(recent.map((other) => other.value)).size < rule.count.atLeast) return false
    }
    const cooldown = ms(rule.cooldown, program)
    if (cooldown > 0 && at - state.cooled < cooldown) return false
    state.counted = []
    if (cooldown > 0) state.cooled = at
    if (rule.muted || at >= this.#scene.end) return false
    this.#say(one, look)
    return rule.do.length > 0
  }

  #say({ onset, mark, at, cause }: Occurrence, look: Look): void {
    look.rule.do.forEach((action, index) => {
      const filled = fill(action, look) as unknown as Json
      const content = canonical([at, filled, cause?.id ?? null, look.program.release])
      this.#verdicts.set(this.#effectId(mark === '' ? `${onset}` : `${onset}#${mark}`, index), content)
    })
  }

  #effectId(onset: string, index: number): string {
    const key = this.#key.replaceAll('%', '%25').replaceAll('|', '%7C').replaceAll('#', '%23')
    return `i|${this.#id}|${key}|${onset}|${index}`
  }

  #takeBack({ rule }: Version, at: number, reason: string): void {
    if (at >= this.#scene.end) return
    for (const [index] of rule.do.entries())
      this.#verdicts.set(`${this.#effectId(`${this.#state.onset}`, index)} over`, canonical([at, reason]))
  }

  #stop(): void {
    Object.assign(this.#state, over)
  }

  /** An episode that has fired is over. */
  #end(version: Version, at: number): void {
    if (version.rule.clear !== undefined && this.#state.said) this.#takeBack(version, at, 'cleared')
    this.#stop()
  }

  /** Everything due before `time`. */
  #timers(time: number): void {
    for (;;) {
      const { due, awaited } = this.#state
      const next = Math.min(due, awaited?.due ?? Infinity)
      if (next >= time || this.#version === null) return
      if (due === next) this.#due(this.#version, due)
      else this.#waited(this.#version)
    }
  }

  #due(version: Version, at: number): void {
    const state = this.#state
    const { rule } = version
    if (state.fired) {
      this.#end(version, at)
      return
    }
    state.due = Infinity
    if (kindOf(rule) === 'absence' && rule.schedule && !inside(rule.schedule, at)) {
      state.due = nextInside(rule.schedule, at, this.#scene.end)
      return
    }
    const said = history(at, true, this.#scene)
    const moment = kindOf(rule) === 'absence' && state.cause?.kind === 'event' ? state.cause : null
    const { onset, cause } = state
    state.said = this.#occur(version, { onset, mark: '', at, cause }, this.#look(version, at, said, moment))
    state.fired = true
    // Of keys that are fields' values, what has fired is kept only if something can clear it.
    if (kindOf(rule) === 'absence' && typeof rule.key === 'object' && !rule.clear) this.#stop()
  }

  #waited(version: Version): void {
    const { awaited } = this.#state
    if (awaited === null) return
    this.#state.awaited = null
    const said = history(awaited.due, true, this.#scene)
    const moment = awaited.cause?.kind === 'event' ? awaited.cause : null
    const kept = this.#state.cause
    // What its actions read is what the first half stood for.
    this.#state.cause = awaited.cause
    this.#count(version, { ...awaited, at: awaited.due }, this.#look(version, awaited.due, said, moment))
    this.#state.cause = kept
  }

  #moments(time: number): void {
    const said = history(time, true, this.#scene)
    for (const one of said.filter((other) => other.time === time)) {
      const version = this.#version as Version
      if (!hasKey(one, version.rule, this.#key, said)) continue
      if (stepsOf(version.rule).some((trigger) => isTrigger(one, trigger))) this.#step(version, one, said)
      const isMoment =
        kindOf(version.rule) !== 'level' && version.rule.on.some((trigger) => isTrigger(one, trigger))
      if (isMoment) this.#moment(version, one, said)
    }
  }

  #step(version: Version, one: Said, said: readonly Said[]): void {
    const { sequence } = version.rule
    const { awaited } = this.#state
    const step = sequence?.followedBy ?? sequence?.notFollowedBy
    if (!sequence || !step || awaited === null || one.time <= awaited.at) return
    const look = this.#look(version, one.time, said, one)
    if (sequence.followedBy && one.time - awaited.at > ms(sequence.within, version.program)) return
    if (truth(step.when ?? true, look) !== true) return
    this.#state.awaited = null
    if (sequence.followedBy) this.#count(version, { ...awaited, at: one.time, cause: one }, look)
  }

  #moment(version: Version, one: Said, said: readonly Said[]): void {
    const { rule, program } = version
    const { time, id } = one
    const look = this.#look(version, time, said, one)
    const isAbsence = kindOf(rule) === 'absence'
    if ((!isAbsence && !inside(rule.schedule, time)) || truth(rule.when ?? true, look) !== true) return
    if (!isAbsence) {
      this.#occur(version, { onset: time, mark: id, at: time, cause: one }, look)
      return
    }
    if (this.#state.fired) this.#end(version, time)
    const due = waited(one, time, ms(rule.absent, program), this.#scene)
    Object.assign(this.#state, { ...over, since: time, onset: time, cause: one, due })
  }

  #level(version: Version, time: number): void {
    const { rule, program } = version
    const state = this.#state
    const said = history(time, true, this.#scene)
    const held = this.#held(version, time, said)
    if (held === true && state.since === null) {
      const cause = this.#causeAt(version, time, said)
      Object.assign(state, { ...over, since: time, onset: time, cause })
      if (ms(rule.for, program) > 0) state.due = time + ms(rule.for, program)
      else {
        const one = { onset: time, mark: '', at: time, cause }
        state.said = this.#occur(version, one, this.#look(version, time, said, null))
        state.fired = true
      }
    } else if (held === true && state.fired) Object.assign(state, { clearing: null, due: Infinity })
    else if (held !== true && state.since !== null && !state.fired) this.#stop()
    else if (held !== true && state.fired) this.#clear(version, time, held, said)
  }

  #clear(version: Version, time: number, held: boolean | undefined, said: readonly Said[]): void {
    const { clear } = version.rule
    const state = this.#state
    const clears =
      clear?.when === undefined
        ? held === undefined
          ? undefined
          : !held
        : truth(clear.when, this.#look(version, time, said, null))
    if (clears !== true)
      Object.assign(state, state.clearing === null ? {} : { clearing: null, due: Infinity })
    else if (ms(clear?.for, version.program) === 0) this.#end(version, time)
    else if (state.clearing === null)
      Object.assign(state, { clearing: time, due: time + ms(clear?.for, version.program) })
  }

  /** What began a level: the first thing said then that the rule looks at, else the first that changed the key. */
  #causeAt({ rule }: Version, time: number, said: readonly Said[]): Said | null {
    const then = said.filter((one) => one.time === time)
    const looked = [
      ...names(rule.when ?? true),
      ...names(rule.clear?.when ?? null),
      ...Object.values(windowsOf(rule)).map(({ of }) => of),
    ]
      .filter(isProperty)
      .map(propertyOf)
    const watched = then.find(
      (one) =>
        one.kind === 'property' &&
        isIn(one, rule, this.#key, said) &&
        (rule.on.some((trigger) => isTrigger(one, trigger)) ||
          looked.some(([model, name]) => one.model === `${plugin}/${model}` && one.name === name)),
    )
    if (watched) return watched
    const before = said.filter((one) => one.time < time)
    const changed = (one: Said) => {
      const known = before.some((other) => other.device === one.device)
      const was = placeOf(one.device, before)
      if (rule.key === 'device') return one.device === this.#key && !known
      if (rule.key === 'community') return !known
      return (one.place === this.#key || (known && was === this.#key)) && (!known || was !== one.place)
    }
    return then.find(changed) ?? null
  }

  /** A release: what is the same goes on, what changed is rebuilt from what is retained. */
  #release(at: number): void {
    const program = programAt(at, this.#scene)
    const rule = program?.rules.find(({ id }) => id === this.#id)
    const old = this.#version
    const next = program && rule && isKeyOf(rule, this.#key, this.#scene) ? { program, rule } : null
    this.#version = next
    if (next === null || begun(at, this.#scene) === at) this.#forget(at)
    if (next === null) return
    const { key } = next.rule
    const isSame = old !== null && verdictText(old) === verdictText(next)
    const isThere = exists(next.rule, this.#key, at, false, this.#scene)
    if (key === 'device' && !isThere) {
      this.#forget(at)
      return
    }
    if (isSame && !losesMembers(at, this.#key, next.rule, this.#scene)) return
    const before = { ...this.#state }
    const isKept =
      old !== null &&
      kindOf(old.rule) === kindOf(next.rule) &&
      canonical(old.rule.key as Json) === canonical(key as Json)
    if (!isSame) this.#remember(old, next, at)
    this.#stop()
    if (!isThere) return
    const sameCondition = old !== null && conditionText(old) === conditionText(next)
    const kept = isKept ? before : null
    if (kindOf(next.rule) === 'level') this.#rebuildLevel(next, at, kept, sameCondition)
    if (kindOf(next.rule) === 'absence') this.#rebuildAbsence(next, at, kept, sameCondition)
  }

  /** Nothing is known of the key any more. */
  #forget(at: number): void {
    Object.assign(this.#state, { ...over, cooled: -Infinity, counted: [], awaited: null, windowsFrom: at })
  }

  /** A cooldown that runs goes on; windows on the same reports are kept; counting and waiting begin anew. */
  #remember(old: Version | null, next: Version, at: number): void {
    const state = this.#state
    const cooldown = old === null ? 0 : ms(old.rule.cooldown, old.program)
    const isCooling = at - state.cooled < cooldown && ms(next.rule.cooldown, next.program) > 0
    if (!isCooling) state.cooled = -Infinity
    if (old === null || windowsText(old) !== windowsText(next)) state.windowsFrom = at
    state.counted = []
    state.awaited = null
  }

  #rebuildLevel(version: Version, at: number, kept: State | null, sameCondition: boolean): void {
    const { rule, program } = version
    const state = this.#state
    const said = history(at, false, this.#scene)
    const held = this.#heldBefore(version, at, said)
    if (kept?.since != null && kept.fired) {
      const clears =
        rule.clear?.when === undefined
          ? held === false
          : held !== true && this.#before(rule.clear.when, version, at, said) === true
      Object.assign(state, {
        since: kept.since,
        onset: kept.onset,
        cause: kept.cause,
        fired: true,
        said: kept.said,
      })
      if (!clears) return
      if (kept.said) this.#takeBack(version, at, `release ${program.release}`)
      this.#stop()
      return
    }
    if (held !== true) return
    const from =
      kept?.since != null && sameCondition
        ? { since: kept.since, onset: kept.onset, cause: kept.cause }
        : { ...this.#standing(version, at, said), onset: at }
    Object.assign(state, from, { due: Math.max(at, from.since + ms(rule.for, program)) })
  }

  /** As `#held`, of what was known before anything was said at that moment. */
  #heldBefore(version: Version, at: number, said: readonly Said[]): boolean | undefined {
    return inside(version.rule.schedule, at)
      ? this.#before(version.rule.when ?? true, version, at, said)
      : false
  }

  #before(logic: Json, version: Version, at: number, said: readonly Said[]): boolean | undefined {
    const windows = windowsOf(version.rule)
    const look = this.#look(version, at, said, null)
    const window = (name: string) => {
      const spec = windows[name]
      if (spec === undefined) return undefined
      const given = samples(spec, version, this.#key, this.#state.windowsFrom, at - 0.5, this.#scene)
      return shown(spec, version, given, at)
    }
    return truth(logic, { ...look, window })
  }

  /** Since when a level has held, judged by the latest reports alone. */
  #standing(version: Version, at: number, said: readonly Said[]): { since: number; cause: Said | null } {
    const { rule } = version
    if (Object.keys(windowsOf(rule)).length > 0) return { since: at, cause: null }
    const reports = [...new Set(names(rule.when ?? true))]
      .filter(isProperty)
      .map((name) => latest(...propertyOf(name), rule, this.#key, said))
      .filter((one) => one !== undefined)
      .sort(byOrder)
    let from: { since: number; cause: Said | null } | null = null
    for (const { time } of reports) {
      // Only what is retained counts, wherever its device stood when it said so.
      const known = reports
        .filter((one) => one.time <= time)
        .map((one) => ({ ...one, place: rule.key === 'place' ? this.#key : one.place }))
      if (this.#held(version, time, known) !== true) from = null
      else from ??= { since: time, cause: reports.find((one) => one.time === time) ?? null }
    }
    return from ?? { since: at, cause: null }
  }

  #rebuildAbsence(version: Version, at: number, kept: State | null, sameCondition: boolean): void {
    const { rule, program } = version
    const state = this.#state
    const said = history(at, false, this.#scene)
    const isField = typeof rule.key === 'object'
    const cause =
      kept?.since != null && sameCondition ? kept.cause : isField ? null : this.#accepted(version, said)
    if (cause === null) return
    if (kept?.fired && kept.since === cause.time) {
      Object.assign(state, {
        since: kept.since,
        onset: kept.onset,
        cause: kept.cause,
        fired: true,
        said: kept.said,
      })
      return
    }
    const due = Math.max(at, waited(cause, cause.time, ms(rule.absent, program), this.#scene))
    Object.assign(state, {
      since: cause.time,
      onset: kept?.since === cause.time ? kept.onset : at,
      cause,
      due,
    })
  }

  /** The newest retained thing that a rule waiting for absence accepts. */
  #accepted(version: Version, said: readonly Said[]): Said | null {
    const { rule } = version
    const found = rule.on.flatMap((trigger) => {
      const last = said.findLast((one) => isTrigger(one, trigger) && isIn(one, rule, this.#key, said))
      return last ? [last] : []
    })
    const accepts = (one: Said) => truth(rule.when ?? true, this.#look(version, one.time, said, one)) === true
    return found.sort(byOrder).findLast(accepts) ?? null
  }
}
