import type { ActionName, Given } from '@linli/flow'
import type { Json, Text } from '@linli/kernel'
import type { DeviceModel } from '../contract.ts'
import type { Scenario } from '../define/define-scenario.ts'
import { sdkError } from '../errors.ts'
import { type Bench, type BenchDevice, type BenchOptions, createBench } from './bench.ts'
import type { BenchMessage } from './decode.ts'
import type { BenchAlert } from './world.ts'

/**
 * A scenario's behaviour as an example that people can read: what is reported at simulated times, and the alerts,
 * tasks and commands it must lead to. Kept as JSON beside the plugin.
 */
export interface Golden {
  readonly title: Text
  readonly start?: string
  readonly settings?: Readonly<Record<string, Json>>
  readonly reference?: Readonly<Record<string, readonly Readonly<Record<string, Json>>[]>>
  /** Devices by id: their model, or more about them. */
  readonly devices?: Readonly<
    Record<string, string | { readonly model: string; readonly place?: string; readonly address?: string }>
  >
  readonly steps: readonly GoldenStep[]
}

/** One moment: first time passes, then something happens, then one looks. */
export interface GoldenStep {
  /** `08:05`, or a date with a time; left out: the time of the step before. */
  readonly at?: string
  readonly device?: string
  /** With `device`: properties and events by name. `time`: by the device's own clock. */
  readonly reports?: Readonly<Record<string, Json>>
  readonly time?: string
  readonly source?: string
  /** With `source`: a message for its codec. */
  readonly receives?: BenchMessage
  readonly form?: string
  /** With `form`: the answers. */
  readonly submits?: Readonly<Record<string, Json>>
  readonly rule?: string
  /** With `rule`: what somebody does about its latest open alert. */
  readonly acts?: ActionName
  readonly given?: Given
  readonly expect?: GoldenExpectation
}

/**
 * Alerts and commands: exactly those that came since the last expectation, in any order. Tasks: exactly those that
 * are open. Of each only the members that are written are compared; tasks that are not written are not looked at.
 */
export interface GoldenExpectation {
  readonly alerts?: readonly Readonly<Record<string, unknown>>[]
  readonly commands?: readonly Readonly<Record<string, unknown>>[]
  readonly tasks?: readonly Readonly<Record<string, unknown>>[]
  /** Fields of records by name and key. */
  readonly records?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  /** Codes of what was refused. */
  readonly refused?: readonly string[]
}

/** Where a scenario did something else than its example says. */
export interface GoldenDifference {
  readonly at: string
  readonly what: 'alerts' | 'commands' | 'tasks' | 'records' | 'refused'
  readonly expected: unknown
  readonly actual: unknown
}

/** Plays an example on a bench; an empty list is a scenario that does what it says. */
export function runGolden(scenario: Scenario, golden: Golden): readonly GoldenDifference[] {
  const { start, settings, reference, devices = {}, steps } = golden
  const options = { ...(start !== undefined && { start }), settings, reference }
  const bench: Bench = createBench(scenario, options as BenchOptions)
  const simulated = new Map(
    Object.entries(devices).map(([id, device]) => {
      const { model, ...where } = typeof device === 'string' ? { model: device } : device
      return [id, bench.device(id, model, where)]
    }),
  )
  const look = createLook(bench)
  const found = steps.flatMap((step) => {
    play(bench, simulated, step)
    return step.expect === undefined ? [] : look(step.expect)
  })
  return [...found, ...look({})]
}

function play(
  bench: Bench,
  simulated: ReadonlyMap<string, BenchDevice<DeviceModel>>,
  step: GoldenStep,
): void {
  if (step.at !== undefined) bench.at(step.at)
  if (step.device !== undefined) {
    const device = simulated.get(step.device)
    const known = [...simulated.keys()].join(', ')
    if (device === undefined) throw sdkError('bench.unknown-device', { address: step.device, known })
    device.reports((step.reports ?? {}) as never, step.time === undefined ? {} : { time: step.time })
  }
  if (step.source !== undefined) bench.receive(step.source, step.receives ?? {})
  if (step.form !== undefined) bench.submit(step.form, (step.submits ?? {}) as never)
  if (step.rule !== undefined && step.acts !== undefined) bench.act(step.rule, step.acts, step.given)
}

/** Compares with what is new since it was last called, and with what stands now. */
function createLook(bench: Bench): (expected: GoldenExpectation) => readonly GoldenDifference[] {
  const seen = new Set<string>()
  let refused = 0
  const fresh = <One extends { readonly id: string }>(all: readonly One[]): readonly One[] => {
    const news = all.filter(({ id }) => !seen.has(id))
    for (const { id } of news) seen.add(id)
    return news
  }
  return ({ alerts = [], commands = [], tasks, records, refused: codes = [] }) => {
    const day = bench.time.slice(0, 10)
    const same = (
      what: 'alerts' | 'commands' | 'tasks',
      expected: readonly object[],
      actual: readonly object[],
    ) =>
      matchesEach(
        expected.map((one) => withDay(one, day)),
        actual,
      )
        ? []
        : [{ at: bench.time, what, expected, actual }]
    const newlyRefused = bench.refused.slice(refused).map(({ code }) => code)
    refused = bench.refused.length
    return [
      ...same('alerts', alerts, fresh(bench.alerts).map(briefAlert)),
      ...same(
        'commands',
        commands,
        fresh(bench.commands).map(({ id: _, ...command }) => command),
      ),
      ...(tasks === undefined
        ? []
        : same(
            'tasks',
            tasks,
            bench.tasks.map(({ alert: _, ...task }) => task),
          )),
      ...(records === undefined || contains(bench.records, records)
        ? []
        : [{ at: bench.time, what: 'records' as const, expected: records, actual: bench.records }]),
      ...(contains(newlyRefused, codes)
        ? []
        : [
            {
              at: bench.time,
              what: 'refused' as const,
              expected: codes,
              actual: bench.refused.slice(-newlyRefused.length),
            },
          ]),
    ]
  }
}

const briefAlert = ({ rule, device, place, grade, time, state, detail }: BenchAlert) => ({
  rule,
  device,
  place,
  grade,
  time,
  state,
  detail,
})

/** Times of day are meant of the present day, with seconds. */
const withDay = (expected: object, day: string): object =>
  Object.fromEntries(
    Object.entries(expected).map(([name, value]) => {
      const isClock = (name === 'time' || name === 'deadline') && typeof value === 'string'
      const text = isClock && /^\d{2}:\d{2}/.test(value) ? `${day}T${value}` : value
      return [name, isClock && /T\d{2}:\d{2}$/.test(text as string) ? `${text}:00` : text]
    }),
  )

/** Each expected one has an actual one of its own, and none is left over. */
function matchesEach(expected: readonly object[], actual: readonly object[]): boolean {
  const left = [...actual]
  for (const one of expected) {
    const at = left.findIndex((each) => contains(each, one))
    if (at === -1) return false
    left.splice(at, 1)
  }
  return left.length === 0
}

/** Whether everything that is written in `expected` is so in `actual`. */
function contains(actual: unknown, expected: unknown): boolean {
  if (typeof expected !== 'object' || expected === null) return actual === expected
  if (typeof actual !== 'object' || actual === null || Array.isArray(actual) !== Array.isArray(expected))
    return false
  if (Array.isArray(expected) && expected.length !== (actual as readonly unknown[]).length) return false
  return Object.entries(expected).every(
    ([name, value]) =>
      Object.hasOwn(actual, name) && contains((actual as Readonly<Record<string, unknown>>)[name], value),
  )
}
