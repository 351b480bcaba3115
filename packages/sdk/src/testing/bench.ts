import type { ActionName, Given } from '@linli/flow'
import type { Json, ObservationRecord } from '@linli/kernel'
import type { Contract } from '../contract.ts'
import type { Scenario } from '../define/define-scenario.ts'
import type { At, ValueOf } from '../define/vocabulary.ts'
import { type Finding, sdkError } from '../errors.ts'
import { type BenchMessage, decode } from './decode.ts'
import { type Calendar, createCalendar, type Moment, readLength } from './moment.ts'
import { Simulation } from './simulation.ts'
import { createSite, installation, type Site, type SiteDevice } from './site.ts'
import { type Act, type BenchAlert, type BenchCommand, type BenchTask, whyRefused } from './world.ts'

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
  const calendar = createCalendar(options.start ?? '2026-03-02T08:00:00+08:00')
  const simulation = new Simulation(site, calendar)
  return {
    device: (id, model, where = {}) =>
      placeDevice(site, calendar, simulation, { place: 'place', address: id, ...where, id, model }),
    receive: (source, message) => simulation.take(decode(site, source, message, simulation.now)),
    submit: (form, values) => simulation.enter([submission(site, simulation, form, values as Json)]),
    at: (moment) => simulation.move(calendar.read(moment, simulation.now)),
    advance: (duration) => simulation.move(simulation.now + readLength(duration)),
    disconnect: (source) => simulation.connection(source, 'down'),
    connect: (source) => simulation.connection(source, 'up'),
    act: (alert, action, given = {}) => act(simulation, alert, action, given),
    get now() {
      return simulation.now
    },
    get time() {
      return calendar.print(simulation.now)
    },
    get alerts() {
      return simulation.look().alerts
    },
    get tasks() {
      return simulation.look().tasks
    },
    get commands() {
      return simulation.look().commands
    },
    get records() {
      const entries = Object.entries(site.records).map(([name, states]) => [name, Object.fromEntries(states)])
      return Object.fromEntries(entries) as Bench<Of>['records']
    },
    refused: site.refused,
    observations: simulation.observations,
  }
}

function placeDevice<Model>(
  site: Site,
  calendar: Calendar,
  simulation: Simulation,
  device: SiteDevice,
): BenchDevice<Model> {
  if (site.devices.has(device.id)) throw sdkError('bench.device-twice', { device: device.id })
  site.devices.set(device.id, device)
  const source = site.contract.devices[device.model]?.decode?.[0]?.source ?? installation
  return {
    id: device.id,
    reports(values, { time } = {}) {
      const own = time === undefined ? {} : { time: calendar.read(time, simulation.now) }
      const readings = Object.entries(values as Readonly<Record<string, Json>>)
      simulation.take(
        readings.map(([name, value], ordinal) => ({
          device,
          source,
          reading: { name, value, ...own },
          ordinal,
        })),
      )
    },
  }
}

function submission(site: Site, simulation: Simulation, form: string, values: Json): ObservationRecord {
  return {
    type: 'observation',
    stamp: simulation.now,
    time: simulation.now,
    source: installation,
    id: `form|${simulation.observations.length}`,
    seq: 0,
    device: `${installation}:form:${form}`,
    model: `${site.contract.id}/form:${form}`,
    place: null,
    kind: 'event',
    name: 'submitted',
    value: values,
  }
}

function act(
  simulation: Simulation,
  wanted: BenchAlert | string,
  action: ActionName,
  given: BenchGiven,
): void {
  const { alerts } = simulation.look()
  const alert =
    typeof wanted === 'string'
      ? alerts.findLast(({ rule, state }) => rule === wanted && state === 'open')
      : alerts.find(({ id }) => id === wanted.id)
  const { by = 'tester', roles = ['admin'], ...handedIn } = given
  if (alert === undefined)
    throw sdkError('bench.no-alert', { rule: typeof wanted === 'string' ? wanted : wanted.rule, action })
  const done: Act = { alert: alert.id, at: simulation.now, by, roles, action, given: handedIn }
  const refusal = whyRefused(alert, done)
  if (refusal !== null) throw sdkError('bench.not-allowed', { reason: refusal.text })
  simulation.act(done)
}
