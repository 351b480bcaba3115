import {
  type ActionName,
  advance,
  type Case,
  type Given,
  type Input,
  openCase,
  planOf,
  type Refusal,
  type Step,
  standardFlow,
} from '@linli/flow'
import { type Action, type Effect, type Grade, type Json, readDuration, type Text } from '@linli/kernel'
import type { CommandSpec } from '../contract.ts'
import type { Calendar } from './moment.ts'
import type { Site } from './site.ts'

/** An alert with the handling it has come to. */
export interface BenchAlert {
  readonly id: string
  readonly rule: string
  readonly title: Text
  readonly grade: Grade
  readonly device: string | null
  readonly place: string | null
  readonly detail: Readonly<Record<string, Json>>
  /** When the rule fired, ms and as text. */
  readonly at: number
  readonly time: string
  /** `open`, or how its handling ended. */
  readonly state: 'open' | 'resolved' | 'false-alarm' | 'withdrawn'
  readonly case: Case
}

/** What somebody has to do now. */
export interface BenchTask {
  readonly rule: string
  readonly alert: string
  readonly step: Step
  readonly role: string
  readonly person: string | null
  readonly deadline: string
}

/** A command that rules gave. `expired`: its verdict came later than the command may leave. */
export interface BenchCommand {
  readonly id: string
  readonly rule: string
  readonly device: string
  readonly name: string
  readonly args: Readonly<Record<string, Json>>
  readonly time: string
  readonly state: 'sent' | 'expired'
}

/** An effect and when it was known. */
export interface Known {
  readonly effect: Effect
  readonly at: number
}

/** What somebody did about an alert. */
export interface Act {
  readonly alert: string
  readonly at: number
  readonly by: string
  readonly roles: readonly string[]
  readonly action: ActionName
  readonly given: Given
}

/** What a log led to. */
export interface World {
  readonly alerts: readonly BenchAlert[]
  readonly tasks: readonly BenchTask[]
  readonly commands: readonly BenchCommand[]
}

type AlertAction = Extract<Action, { readonly alert: unknown }>['alert']

interface Handled {
  readonly id: string
  effect: Effect
  alert: AlertAction
  state: Case
}

/** Carries out effects and acts in the order of time, up to now: the outbox and the flow, without a store. */
export function buildWorld(
  site: Site,
  calendar: Calendar,
  effects: readonly Known[],
  acts: readonly Act[],
  now: number,
): World {
  const handled = new Map<string, Handled>()
  const happenings = [
    ...effects.map(({ effect, at }) => ({
      at: effect.op === 'assert' ? effect.at : at,
      run: () => carry(site, handled, effect, at),
    })),
    ...acts.map((act) => ({ at: act.at, run: () => perform(handled, act) })),
  ]
  for (const { run } of happenings.sort((a, b) => a.at - b.at)) run()
  for (const one of handled.values()) one.state = settle(one.state, now)
  const alerts = [...new Set(handled.values())].map((one) => asAlert(one, calendar))
  return {
    alerts,
    tasks: alerts.flatMap((alert) => taskOf(alert, calendar)),
    commands: effects.flatMap((known) => commandsOf(site, known, calendar)),
  }
}

function carry(site: Site, handled: Map<string, Handled>, effect: Effect, at: number): void {
  const { action, replaces } = effect
  if (!('alert' in action)) return
  const before = handled.get(effect.id) ?? (replaces === undefined ? undefined : handled.get(replaces))
  if (before !== undefined) {
    handled.set(effect.id, before)
    revise(site, before, effect, action.alert, at)
  } else if (effect.op !== 'withdraw') handled.set(effect.id, open(site, effect, action.alert))
}

function revise(site: Site, handled: Handled, effect: Effect, alert: AlertAction, at: number): void {
  handled.effect = effect
  const reason = effect.reason ?? ''
  switch (effect.op) {
    case 'withdraw':
      feed(handled, { type: 'withdrawn', at, reason })
      break
    case 'amend':
      handled.alert = alert
      feed(handled, { type: 'amended', at, grade: gradeOf(effect, alert) })
      break
    case 'assert':
    case 'replace':
      handled.alert = alert
      if (handled.state.outcome === 'withdrawn') handled.state = open(site, effect, alert).state
      else feed(handled, { type: 'replaced', at, reason })
  }
}

const gradeOf = (effect: Effect, alert: AlertAction): Grade => alert.grade ?? effect.grade

function open(site: Site, effect: Effect, alert: AlertAction): Handled {
  const flow = alert.flow === undefined ? undefined : site.contract.flows[alert.flow]
  const plan = planOf(flow ?? standardFlow, site.settings)
  const { case: state } = openCase({ id: effect.id, at: effect.at, plan, grade: gradeOf(effect, alert) })
  return { id: effect.id, effect, alert, state }
}

function feed(handled: Handled, input: Input): void {
  const result = advance(handled.state, input)
  if (result.ok) handled.state = result.case
}

/** Does what somebody did. It was allowed then; where the alert is no more, it is without effect. */
function perform(handled: ReadonlyMap<string, Handled>, act: Act): void {
  const found = handled.get(act.alert)
  if (found !== undefined) feed(found, inputOf(act))
}

const inputOf = ({ at, by, roles, action, given }: Act): Input => ({
  type: 'act',
  at,
  by: { id: by, roles },
  action,
  ...given,
})

/** Why an act on an alert is refused as things stand, or null. */
export function whyRefused(alert: BenchAlert, act: Act): Refusal | null {
  const result = advance(alert.case, inputOf(act))
  return result.ok ? null : result.refusal
}

/** Lets every deadline fall due that lies before now. */
function settle(state: Case, now: number): Case {
  const result = state.due !== null && state.due <= now ? advance(state, { type: 'due', at: now }) : null
  return result?.ok ? result.case : state
}

function asAlert({ id, effect, alert, state }: Handled, calendar: Calendar): BenchAlert {
  return {
    id,
    rule: effect.rule,
    title: alert.title,
    grade: state.grade,
    device: effect.cause.device,
    place: effect.cause.place,
    detail: (alert.detail ?? {}) as Readonly<Record<string, Json>>,
    at: effect.at,
    time: calendar.print(effect.at),
    state: state.outcome ?? 'open',
    case: state,
  }
}

function taskOf({ id, rule, case: { task } }: BenchAlert, calendar: Calendar): readonly BenchTask[] {
  if (task === null) return []
  const { step, owner, deadline } = task
  return [
    { rule, alert: id, step, role: owner.role, person: owner.person, deadline: calendar.print(deadline) },
  ]
}

function commandsOf(site: Site, { effect, at }: Known, calendar: Calendar): readonly BenchCommand[] {
  const { action, op, final, cause, rule } = effect
  if (!('command' in action) || op === 'withdraw' || !final) return []
  const { device, name, with: args = {} } = action.command
  const targets = [...site.devices.values()].filter((each) =>
    device === 'self' ? each.id === cause.device : each.model === device && each.place === cause.place,
  )
  const [target] = targets
  const spec = target && site.contract.devices[target.model]?.commands?.[name]
  if (target === undefined || spec === undefined) return []
  const state = at > effect.at + expiryOf(spec) ? 'expired' : 'sent'
  const filled = args as Readonly<Record<string, Json>>
  return [
    { id: effect.id, rule, device: target.id, name, args: filled, time: calendar.print(effect.at), state },
  ]
}

const expiryOf = ({ kind, expires }: CommandSpec): number =>
  Math.min(readDuration(expires, {}) ?? 0, kind === 'pulse' ? 5_000 : Number.POSITIVE_INFINITY)
