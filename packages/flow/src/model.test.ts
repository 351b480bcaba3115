import type { Grade } from '@linli/kernel'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { actionNames } from './actions.ts'
import { advance, openCase } from './advance.ts'
import type { Actor, Case, Input, TaskChange } from './case.ts'
import { checkFlow } from './check.ts'
import type { FlowDefinition } from './definition.ts'
import { gradeOrder, planOf, stepOrder } from './plan.ts'
import { standardFlow } from './standard.ts'
import { steps } from './steps.ts'

const actors: readonly Actor[] = [
  { id: 'w', roles: ['grid-worker'] },
  { id: 'p', roles: ['property'] },
  { id: 'l', roles: ['grid-leader'] },
  { id: 'c', roles: ['community-worker'] },
  { id: 'v', roles: ['viewer'] },
]
const given = {
  note: 'n',
  photos: ['h'],
  forms: ['visit'],
  assignee: { role: 'grid-worker', person: 'w' },
} as const

const within = { normal: '3m', major: '2m', urgent: '1m' } as const
const stepOf = fc.record({
  role: fc.constantFrom('grid-worker', 'property', 'grid-leader', 'community-worker'),
  within: fc.constant(within),
  evidence: fc.subarray(['note', 'photo', { form: 'visit' }] as const),
})
const flows: fc.Arbitrary<FlowDefinition> = fc
  .tuple(
    fc.subarray([...stepOrder.filter((step) => step !== 'handle')]),
    fc.array(stepOf, { minLength: 6, maxLength: 6 }),
    fc.subarray([...gradeOrder]),
  )
  .map(([optional, specs, first]) => {
    const names = stepOrder.filter((step) => step === 'handle' || optional.includes(step))
    const declared = Object.fromEntries(
      names.map((name, index) => [name, specs[index]!]),
    ) as FlowDefinition['steps']
    const dispatchFirst = declared.dispatch ? first : []
    return {
      title: standardFlow.title,
      steps: declared,
      dispatchFirst,
      raise: ['grid-leader', 'community', 'street'],
    }
  })

/** What makes two cases behave alike, times left out. */
function shape(state: Case): string {
  const { step, verified, touched, owner, assignee, raised, overdue, outcome, grade, due } = state
  return JSON.stringify([
    step,
    verified,
    touched,
    owner,
    assignee,
    raised,
    overdue,
    outcome,
    grade,
    due === null,
  ])
}

function inputsOf(state: Case): readonly Input[] {
  const at = state.updated
  const acts = actors.flatMap((by) =>
    actionNames.map((action): Input => ({ type: 'act', at, by, action, ...given })),
  )
  const dues: readonly Input[] = state.due === null ? [] : [{ type: 'due', at: state.due }]
  return [
    ...acts,
    ...dues,
    { type: 'withdrawn', at, reason: 'r' },
    { type: 'replaced', at, reason: 'r' },
    { type: 'amended', at, grade: 'urgent' },
  ]
}

/** Every state reachable from the opening, each with what it leads to. */
function explore(flow: FlowDefinition, grade: Grade): Map<string, { state: Case; next: readonly string[] }> {
  const seen = new Map<string, { state: Case; next: readonly string[] }>()
  const waiting = [openCase({ id: 'e', at: 0, plan: planOf(flow), grade }).case]
  for (let state = waiting.pop(); state; state = waiting.pop()) {
    if (seen.has(shape(state))) continue
    const results = inputsOf(state).flatMap((input) => {
      const result = advance(state!, input)
      return result.ok ? [result.case] : []
    })
    seen.set(shape(state), { state, next: results.map(shape) })
    waiting.push(...results)
  }
  return seen
}

function expectSound(state: Case): void {
  if (state.step === null) {
    expect(state).toMatchObject({ task: null, due: null, deadline: null })
    expect(state.outcome).not.toBeNull()
    return
  }
  expect(state.owner.role).toBeTruthy()
  expect(state.deadline).toBeGreaterThan(state.opened)
  expect(state.due !== null || state.overdue).toBe(true)
  expect(state.task).toMatchObject({ step: state.step, owner: state.owner, deadline: state.deadline })
  expect(new Set(state.raised).size).toBe(state.raised.length)
  expect(actors.some((actor) => steps(state, actor).some((step) => step.primary))).toBe(true)
}

function expectWayOut(graph: ReturnType<typeof explore>): void {
  const ends = new Set([...graph].filter(([, { state }]) => state.step === null).map(([key]) => key))
  for (let grew = true; grew; ) {
    const before = ends.size
    for (const [key, { next }] of graph) if (next.some((target) => ends.has(target))) ends.add(key)
    grew = ends.size > before
  }
  expect(graph.size - ends.size).toBe(0)
}

test('every reachable state of the standard flow has an owner, a deadline and a way out', () => {
  for (const grade of gradeOrder) {
    const graph = explore(standardFlow, grade)
    for (const { state } of graph.values()) expectSound(state)
    expectWayOut(graph)
    expect(graph.size).toBeGreaterThan(50)
  }
})

test('so has every reachable state of any flow that checkFlow accepts', () => {
  const sound = fc.property(flows, fc.constantFrom(...gradeOrder), (flow, grade) => {
    expect(checkFlow('f', flow, { forms: ['visit'] })).toEqual([])
    const graph = explore(flow, grade)
    for (const { state } of graph.values()) expectSound(state)
    expectWayOut(graph)
  })
  fc.assert(sound, { numRuns: 25 })
})

test('what is offered is exactly what is accepted', () => {
  const graph = explore(standardFlow, 'urgent')
  for (const { state } of graph.values())
    for (const actor of actors) {
      const offered = steps(state, actor).map((step) => step.action)
      const at = state.updated
      const accepted = actionNames.filter(
        (action) => advance(state, { type: 'act', at, by: actor, action, ...given }).ok,
      )
      expect([...offered].sort()).toEqual([...accepted].sort())
      expect(steps(state, actor).filter((step) => step.primary).length).toBeLessThanOrEqual(1)
    }
})

test('an action is accepted with exactly its required fields', () => {
  const graph = explore(standardFlow, 'major')
  for (const { state } of graph.values())
    for (const actor of actors)
      for (const { action, fields } of steps(state, actor)) {
        const required = fields.filter((field) => field.required).map((field) => field.field)
        const base = { type: 'act', at: state.updated, by: actor, action } as const
        const only = {
          ...(required.includes('note') ? { note: 'n' } : {}),
          ...(required.includes('assignee') ? { assignee: given.assignee } : {}),
        }
        expect(advance(state, { ...base, ...only }).ok).toBe(true)
        expect(advance(state, base).ok).toBe(required.length === 0)
      }
})

const randomInput = fc.oneof(
  fc.record({
    kind: fc.constant('act' as const),
    actor: fc.nat(actors.length - 1),
    action: fc.constantFrom(...actionNames),
    wait: fc.nat(200_000),
  }),
  fc.record({ kind: fc.constant('due' as const), wait: fc.nat(400_000) }),
)

test('tasks opened and closed always leave one open task while the case is open', () => {
  const balanced = fc.property(flows, fc.array(randomInput, { maxLength: 40 }), (flow, inputs) => {
    const opened = openCase({ id: 'e', at: 0, plan: planOf(flow), grade: 'major' })
    let state = opened.case
    let tasks = apply(new Map(), opened.tasks)
    for (const input of inputs) {
      const at = state.updated + input.wait
      const result = advance(
        state,
        input.kind === 'due'
          ? { type: 'due', at }
          : { type: 'act', at, by: actors[input.actor]!, action: input.action, ...given },
      )
      if (!result.ok) continue
      state = result.case
      tasks = apply(tasks, result.tasks)
      expect([...tasks.values()]).toEqual(state.task ? [state.task] : [])
    }
  })
  fc.assert(balanced, { numRuns: 300 })
})

function apply(tasks: ReadonlyMap<string, unknown>, changes: readonly TaskChange[]): Map<string, unknown> {
  const next = new Map(tasks)
  for (const change of changes) {
    if (change.op === 'close') expect(next.delete(change.id)).toBe(true)
    else next.set(change.task.id, change.task)
  }
  return next
}

test('when the clock is looked at never changes where a case ends up', () => {
  const steady = fc.property(
    fc.array(randomInput, { maxLength: 25 }),
    fc.array(fc.nat(3_000_000), { maxLength: 30 }),
    (inputs, looks) => {
      const start = openCase({ id: 'e', at: 0, plan: planOf(standardFlow), grade: 'major' }).case
      let now = 0
      const acts = inputs.flatMap((input): Input[] => {
        now += input.wait * 20
        return input.kind === 'act'
          ? [{ type: 'act', at: now, by: actors[input.actor]!, action: input.action, ...given }]
          : []
      })
      const dues = looks.map((at): Input => ({ type: 'due', at: at + 0.5 }))
      const looked = [...acts, ...dues].sort((a, b) => a.at - b.at)
      expect(verdict(start, [...looked, { type: 'due', at: 1e9 }])).toEqual(
        verdict(start, [...acts, { type: 'due', at: 1e9 }]),
      )
    },
  )
  fc.assert(steady, { numRuns: 300 })
})

function verdict(start: Case, inputs: readonly Input[]) {
  let state = start
  for (const input of inputs) {
    const result = advance(state, input)
    if (result.ok) state = result.case
  }
  const { updated, version, ended, task, ...rest } = state
  return { ...rest, task: task && { ...task, opened: 0 } }
}
