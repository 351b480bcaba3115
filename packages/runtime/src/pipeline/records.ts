import type { Json, Text } from '@linli/kernel'
import type { Outcome, VendorHost } from '@linli/sandbox'
import type { RecordSpec, ReducerInput } from '@linli/sdk'
import type { Roster, RosterDevice, RosterInstallation } from '../installations/roster.ts'
import { type DeadLetter, type Message, type Observation, type RecordChange, refuser } from './batch.ts'
import { fieldOf } from './derive.ts'
import { guestReason } from './guest-reason.ts'
import type { BatchStates, RecordKey, RecordState, RecordStates } from './record-states.ts'

interface Step {
  readonly one: Observation
  readonly installation: RosterInstallation
  readonly record: string
  readonly spec: RecordSpec
  readonly key: string
}

/**
 * Folds observations into keyed records. Inputs of one key go one after the other, different keys together; what
 * changed enters the log as observations of the record, right behind the observation that changed it.
 */
export async function foldRecords(
  observations: readonly Observation[],
  entries: ReadonlyMap<number, Message>,
  roster: Roster,
  vendor: VendorHost,
  known: RecordStates,
  refused: DeadLetter[],
): Promise<{ observations: Observation[]; changes: RecordChange[] }> {
  const steps = observations.flatMap((one) => stepsOf(one, roster))
  if (steps.length === 0) return { observations: [...observations], changes: [] }
  const states = await known.of(steps.map(keyOfStep))
  const behind = new Map<Observation, Observation[]>()
  const changes = new Map<string, RecordChange>()
  let waiting = steps
  while (waiting.length > 0) {
    const { now, later } = nextRound(waiting)
    const outcomes = await runReducers(now, states, vendor)
    for (const [at, step] of now.entries()) {
      apply(step, outcomes[at], { states, behind, changes, entries, roster, refused })
    }
    waiting = later
  }
  return {
    observations: observations.flatMap((one) => [one, ...(behind.get(one) ?? [])]),
    changes: [...changes.values()],
  }
}

function stepsOf(one: Observation, roster: Roster): Step[] {
  const device = roster.device(one.device)
  const scenario = device && roster.scenario(device.plugin)
  const installation = device && roster.installation(one.community, device.plugin)
  if (!device || !scenario || !installation) return []
  return Object.entries(scenario.contract.records).flatMap(([record, spec]) =>
    spec.inputs
      .filter(
        (input) =>
          input.device === device.modelName && one.name === ('event' in input ? input.event : input.property),
      )
      .flatMap((input) => {
        const key = keyOf(input.key, one, device)
        return key === null ? [] : [{ one, installation, record, spec, key }]
      }),
  )
}

function keyOf(key: string, one: Observation, device: RosterDevice): string | null {
  if (key === 'device') return device.id
  if (key === 'place') return device.place
  const value = key.startsWith('event.') ? fieldOf(one.value, key.slice(6)) : null
  return value === null || typeof value === 'object' ? null : String(value)
}

const keyOfStep = ({ installation, record, key }: Step): RecordKey => ({
  installation: installation.id,
  record,
  key,
})

const cell = (step: Step) => `${step.installation.id}\n${step.record}\n${step.key}`

/** At most one step per record, in order; the rest waits for the next round. */
function nextRound(steps: readonly Step[]): { now: Step[]; later: Step[] } {
  const taken = new Set<string>()
  const [now, later]: [Step[], Step[]] = [[], []]
  for (const step of steps) {
    if (taken.has(cell(step))) later.push(step)
    else {
      taken.add(cell(step))
      now.push(step)
    }
  }
  return { now, later }
}

async function runReducers(
  steps: readonly Step[],
  states: BatchStates,
  vendor: VendorHost,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = new Array(steps.length)
  const indexed = steps.map((step, index) => ({ step, index }))
  await Promise.all(
    [...Map.groupBy(indexed, ({ step }) => `${step.installation.plugin}\n${step.spec.reducer}`).values()].map(
      async (group) => {
        const first = group[0]?.step as Step
        const items = group.map(({ step }) => input(step, states))
        const answers = await vendor.call(
          first.installation.plugin,
          `reducers.${first.spec.reducer}`,
          items,
          first.one.stamp,
        )
        group.forEach(({ index }, at) => {
          outcomes[index] = answers[at] as Outcome
        })
      },
    ),
  )
  return outcomes
}

function input({ one, installation, record, key }: Step, states: BatchStates): ReducerInput {
  return {
    state: states.get({ installation: installation.id, record, key }),
    input: {
      model: one.model.slice(one.model.indexOf('/') + 1),
      kind: one.kind,
      name: one.name,
      value: one.value,
      device: one.device,
      place: one.place,
      key,
      id: one.id,
      time: one.time,
      arrival: one.stamp,
    },
    settings: installation.config.settings,
  }
}

interface Applying {
  readonly states: BatchStates
  readonly behind: Map<Observation, Observation[]>
  readonly changes: Map<string, RecordChange>
  readonly entries: ReadonlyMap<number, Message>
  readonly roster: Roster
  readonly refused: DeadLetter[]
}

function apply(step: Step, outcome: Outcome | undefined, to: Applying): void {
  const { one, installation, record, key } = step
  if (outcome?.ok && outcome.value === null) return
  const wrong = outcome?.ok
    ? badReduction(step, outcome.value, to.roster)
    : outcome
      ? guestReason(outcome.error)
      : noAnswer
  if (wrong !== null) {
    const entry = to.entries.get(one.position)
    const params = { plugin: installation.plugin, record, key, reason: wrong }
    if (entry) refuser(entry, to.refused)('record', 'ingest.reducer-failed', params, null, one.device)
    return
  }
  const { state, at } = (outcome as { value: { state: RecordState; at?: number } }).value
  const before = to.states.get(keyOfStep(step))
  const changed = Object.keys(state).filter(
    (name) => JSON.stringify(before?.[name]) !== JSON.stringify(state[name]),
  )
  if (changed.length === 0) return
  to.states.set(keyOfStep(step), state)
  to.changes.set(cell(step), {
    community: one.community,
    path: one.path,
    installation: installation.id,
    record,
    key,
    state,
    position: one.position,
    stamp: one.stamp,
  })
  const emitted = changed.map((name, index) =>
    recordObservation(step, name, state[name] as Json, at ?? one.time, index),
  )
  to.behind.set(one, [...(to.behind.get(one) ?? []), ...emitted])
}

const noAnswer: Text = { zh: '它没有返回结果', en: 'it gave no answer' }

/** A reducer's answer is foreign: its state must be what the contract says a record of this kind is. */
function badReduction({ installation, record, spec }: Step, value: unknown, roster: Roster): Text | null {
  const state = (value as { state?: unknown } | null)?.state
  if (typeof state !== 'object' || state === null || Array.isArray(state))
    return { zh: `“${spec.reducer}”没有返回状态`, en: `reducer "${spec.reducer}" returned no state` }
  const fields = roster.scenario(installation.plugin)?.models.get(`record:${record}`)?.properties
  for (const [name, field] of Object.entries(state)) {
    const check = fields?.get(name)
    if (!check)
      return {
        zh: `“${spec.reducer}”返回了记录“${record}”没有的字段“${name}”`,
        en: `reducer "${spec.reducer}" returned the field "${name}", which record "${record}" does not have`,
      }
    const wrong = check(field as Json)
    if (wrong) return { zh: `字段“${name}”：${wrong.zh}`, en: `field "${name}": ${wrong.en}` }
  }
  return null
}

/** A record instance is a virtual device: its fields are properties that rules may read. */
function recordObservation(
  { one, installation, record, key }: Step,
  name: string,
  value: Json,
  time: number,
  index: number,
): Observation {
  const device = `${installation.id}:${record}:${key}`
  return {
    ...one,
    id: `${one.id}>${record}.${name}`,
    identity: null,
    device,
    model: `${installation.plugin}/record:${record}`,
    kind: 'property',
    name,
    value,
    time: Math.min(time, one.stamp),
    seq: index,
    installation: installation.id,
  }
}
