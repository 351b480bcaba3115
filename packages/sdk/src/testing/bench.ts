import type { ActionName, Given } from '@linli/flow'
import { createFold, type Effect, type Json, type LogRecord, type ObservationRecord } from '@linli/kernel'
import type { Contract } from '../contract.ts'
import type { Scenario } from '../define/define-scenario.ts'
import type { At, ValueOf } from '../define/vocabulary.ts'
import { type Finding, sdkError } from '../errors.ts'
import { modelShapes } from '../program/model-shapes.ts'
import { type Arrived, type BenchMessage, decode } from './decode.ts'
import { derive } from './derive.ts'
import { foldRecords } from './fold-records.ts'
import { createCalendar, type Moment, readLength } from './moment.ts'
import { observe } from './observe.ts'
import { createSite, installation, latenessOf, type SiteDevice } from './site.ts'
import {
  type Act,
  type BenchAlert,
  type BenchCommand,
  type BenchTask,
  buildWorld,
  type Known,
  type World,
  whyRefused,
} from './world.ts'

/** What the operator would have set and filled in, and when the simulated day begins. */
export interface BenchOptions<Of extends Contract = Contract> {
  /** Beside the defaults. */
  readonly settings?: Partial<ValueOf<Of['settings']>>
  readonly reference?: {
    readonly [Table in keyof Of['reference']]?: readonly ValueOf<At<Of['reference'][Table], 'row'>>[]
  }
  /** A date with a time; a Monday morning in China where nothing is said. */
  readonly start?: string
}

type ValuesIn<Model, Part extends string> = Part extends keyof Model
  ? { readonly [Name in keyof Model[Part]]?: ValueOf<Model[Part][Name]> }
  : unknown

/** What a device of a model can report, by name. */
export type ReportOf<Model> = ValuesIn<Model, 'properties'> & ValuesIn<Model, 'events'>

/** A simulated device. */
export interface BenchDevice<Model = unknown> {
  readonly id: string
  /** Reports properties and events as its codec would have read them; `time` where the device has a clock of its own. */
  reports(values: ReportOf<Model>, options?: { readonly time?: Moment }): void
}

/** Who does something about an alert, and what they hand in with it. */
export type BenchGiven = Given & { readonly by?: string; readonly roles?: readonly string[] }

/**
 * One community in memory with a clock moved by hand. Codecs, functions and reducers run as they are, rules in the
 * real kernel, alerts in the real flow. What it shows is the verdict on everything reported so far.
 */
export interface Bench<Of extends Contract = Contract> {
  /** Places a device; everything without a `place` stands at the same one, `address` is the id where nothing is said. */
  device<Model extends keyof Of['devices'] & string>(
    id: string,
    model: Model,
    options?: { readonly place?: string; readonly address?: string },
  ): BenchDevice<Of['devices'][Model]>
  /** A message as the source's dialect hands it to the codec. */
  receive(source: keyof Of['sources'] & string, message: BenchMessage): void
  submit<Form extends keyof Of['forms'] & string>(
    form: Form,
    values: ValueOf<At<Of['forms'][Form], 'schema'>>,
  ): void
  /** Moves the clock to a time; fails with `bench.backwards`. */
  at(moment: Moment): void
  advance(duration: string): void
  disconnect(source: keyof Of['sources'] & string): void
  connect(source: keyof Of['sources'] & string): void
  /** Acts on an alert, or on the latest open one of a rule; as an administrator where no roles are given. */
  act(alert: BenchAlert | string, action: ActionName, given?: BenchGiven): void
  readonly now: number
  readonly time: string
  readonly alerts: readonly BenchAlert[]
  readonly tasks: readonly BenchTask[]
  readonly commands: readonly BenchCommand[]
  /** Records by name and key. */
  readonly records: {
    readonly [Name in keyof Of['records']]: Readonly<
      Record<string, ValueOf<At<Of['records'][Name], 'fields'>>>
    >
  }
  /** What codecs, the model, functions or reducers did not take. */
  readonly refused: readonly Finding[]
  /** Everything the rules were given. */
  readonly observations: readonly ObservationRecord[]
}

/** A bench for a scenario. */
export function createBench<Of extends Contract>(
  scenario: Scenario<Of>,
  options: BenchOptions<Of> = {},
): Bench<Of> {
  const site = createSite(scenario as Scenario, options as BenchOptions)
  const { contract } = site
  const calendar = createCalendar(options.start ?? '2026-03-02T08:00:00+08:00')
  const fold = createFold(null)
  const effects: Known[] = []
  const acts: Act[] = []
  const observations: ObservationRecord[] = []
  let now = calendar.start
  let world: World | null = null
  const lag = Math.max(0, ...Object.values(contract.sources).map(latenessOf))

  const log = (records: readonly LogRecord[]) => {
    note(fold.tick(now), 'settled')
    note(fold.step(records), 'arrived')
    world = null
  }
  const note = (asked: readonly Effect[], how: 'settled' | 'arrived') => {
    for (const effect of asked) effects.push(knownAt(effect, how))
  }
  const knownAt = (effect: Effect, how: 'settled' | 'arrived'): Known => ({
    effect,
    at: how === 'settled' && effect.op === 'assert' ? effect.at + lag : now,
  })
  const take = (arrived: readonly Arrived[]) => {
    for (const one of observe(site, arrived, now, observations.length)) {
      const seen = derive(site, one).flatMap((each) => [each, ...foldRecords(site, each)])
      observations.push(...seen)
      log(seen)
    }
  }
  /** What will be settled once all that is on time has come: the verdict on now, without moving the clock. */
  const look = (): World => {
    if (world !== null) return world
    const ahead = createFold(fold.save()).tick(now + lag + 1)
    const all = [...effects, ...ahead.map((effect) => knownAt(effect, 'settled'))]
    world = buildWorld(site, calendar, all, acts, now)
    return world
  }
  const move = (to: number) => {
    if (to < now) throw sdkError('bench.backwards', { now: calendar.print(now), to: calendar.print(to) })
    now = to
    log([])
  }
  const connection = (source: string, state: 'up' | 'down') =>
    log([{ type: 'source', stamp: now, source, state, lateness: latenessOf(contract.sources[source]) }])

  for (const source of Object.keys(contract.sources)) connection(source, 'up')
  const program = {
    release: 1,
    plugin: contract.id,
    rules: contract.rules,
    settings: site.settings,
    sources: [],
    models: modelShapes(contract),
  }
  log([{ type: 'release', stamp: now, installation, program }])

  return {
    device(id, model, { place = 'place', address = id } = {}) {
      if (site.devices.has(id)) throw sdkError('bench.device-twice', { device: id })
      const device: SiteDevice = { id, model, place, address }
      site.devices.set(id, device)
      const source = contract.devices[model]?.decode?.[0]?.source ?? installation
      return {
        id,
        reports(values, { time } = {}) {
          const own = time === undefined ? {} : { time: calendar.read(time, now) }
          const readings = Object.entries(values as Readonly<Record<string, Json>>).map(([name, value]) => ({
            name,
            value: value as Json,
            ...own,
          }))
          take(readings.map((reading, ordinal) => ({ device, source, reading, ordinal })))
        },
      }
    },
    receive: (source, message) => take(decode(site, source, message, now)),
    submit(form, values) {
      const submission: ObservationRecord = {
        type: 'observation',
        stamp: now,
        time: now,
        source: installation,
        id: `form|${observations.length}`,
        seq: 0,
        device: `${installation}:form:${form}`,
        model: `${contract.id}/form:${form}`,
        place: null,
        kind: 'event',
        name: 'submitted',
        value: values as Json,
      }
      observations.push(submission)
      log([submission])
    },
    at: (moment) => move(calendar.read(moment, now)),
    advance: (duration) => move(now + readLength(duration)),
    disconnect: (source) => connection(source, 'down'),
    connect: (source) => connection(source, 'up'),
    act(alert, action, { by = 'tester', roles = ['admin'], ...given } = {}) {
      const found =
        typeof alert === 'string'
          ? look().alerts.findLast((one) => one.rule === alert && one.state === 'open')
          : alert
      if (found === undefined) throw sdkError('bench.no-alert', { rule: String(alert), action })
      const act: Act = { alert: found.id, at: now, by, roles, action, given }
      const refusal = whyRefused(look().alerts.find((one) => one.id === found.id) ?? found, act)
      if (refusal !== null) throw sdkError('bench.not-allowed', { reason: refusal.text })
      acts.push(act)
      world = null
    },
    get now() {
      return now
    },
    get time() {
      return calendar.print(now)
    },
    get alerts() {
      return look().alerts
    },
    get tasks() {
      return look().tasks
    },
    get commands() {
      return look().commands
    },
    get records() {
      const entries = Object.entries(site.records).map(([name, states]) => [name, Object.fromEntries(states)])
      return Object.fromEntries(entries) as Bench<Of>['records']
    },
    refused: site.refused,
    observations,
  }
}
