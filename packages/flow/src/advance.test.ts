import { expect, test } from 'vitest'
import { advance, openCase } from './advance.ts'
import type { Actor, Case, Input } from './case.ts'
import { planOf } from './plan.ts'
import { standardFlow } from './standard.ts'
import { steps } from './steps.ts'
import { describeCase } from './texts.ts'

const plan = planOf(standardFlow)
const worker: Actor = { id: 'wang', roles: ['grid-worker'] }
const other: Actor = { id: 'zhao', roles: ['grid-worker'] }
const leader: Actor = { id: 'li', roles: ['grid-leader'] }
const community: Actor = { id: 'chen', roles: ['community-worker'] }
const viewer: Actor = { id: 'guest', roles: ['viewer'] }
const toWang = { role: 'grid-worker', person: 'wang' }
const minute = 60_000

const open = (grade: Case['grade'] = 'major') => openCase({ id: 'e1', at: 0, plan, grade })
type Act = Extract<Input, { type: 'act' }>
const act = (by: Actor, action: Act['action'], at: number, given: Partial<Act> = {}): Act => ({
  type: 'act',
  by,
  action,
  at,
  ...given,
})

function run(state: Case, ...inputs: readonly Input[]): Case {
  return inputs.reduce((current, input) => {
    const result = advance(current, input)
    expect(result.ok ? null : result.refusal).toBeNull()
    return result.ok ? result.case : current
  }, state)
}

const refusedWith = (state: Case, input: Input) => {
  const result = advance(state, input)
  return result.ok ? null : result.refusal.code
}

const dispatched = () =>
  run(open().case, act(worker, 'accept', 1), act(leader, 'dispatch', 2, { assignee: toWang }))
const handled = () => run(dispatched(), act(worker, 'sign', 3), act(worker, 'handle', 4, { note: 'cleared' }))

test('an incident goes from report to closed through every step of the standard', () => {
  const closed = run(handled(), act(leader, 'pass', 5), act(community, 'close', 6, { note: 'done' }))
  expect(closed).toMatchObject({
    step: null,
    outcome: 'resolved',
    verified: true,
    task: null,
    deadline: null,
    due: null,
    ended: 6,
    tasks: 6,
  })
})

test('each transition closes one task and opens the next', () => {
  const result = advance(open().case, act(worker, 'accept', 1))
  expect(result.ok && result.tasks.map((change) => change.op)).toEqual(['close', 'open'])
  expect(result.ok && result.events.map((event) => event.type)).toEqual(['accepted'])
})

test('the deadline is the time of the step plus what its grade allows', () => {
  expect(open('normal').case.deadline).toBe(240 * minute)
  expect(run(open().case, act(worker, 'accept', 7)).deadline).toBe(7 + 30 * minute)
})

test('a grade given at acceptance decides the later deadlines', () => {
  expect(run(open().case, act(worker, 'accept', 0, { grade: 'urgent' }))).toMatchObject({
    grade: 'urgent',
    deadline: 5 * minute,
  })
})

test('a false alarm ends the case and needs a reason', () => {
  expect(refusedWith(open().case, act(worker, 'false-alarm', 1))).toBe('flow.needs')
  expect(run(open().case, act(worker, 'false-alarm', 1, { note: 'a cat' }))).toMatchObject({
    outcome: 'false-alarm',
    task: null,
  })
})

test('an urgent alert is dispatched before anybody verified it, and can still be found false', () => {
  const urgent = open('urgent').case
  expect(urgent).toMatchObject({ step: 'dispatch', verified: false })
  const sent = run(urgent, act(leader, 'dispatch', 1, { assignee: toWang }), act(worker, 'sign', 2))
  expect(run(sent, act(worker, 'accept', 3))).toMatchObject({ step: 'handle', verified: true })
  expect(run(sent, act(worker, 'false-alarm', 3, { note: 'no smoke' }))).toMatchObject({
    outcome: 'false-alarm',
  })
})

test('a report by somebody entitled to verify starts accepted', () => {
  expect(openCase({ id: 'r', at: 0, plan, grade: 'normal', by: 'wang', verified: true }).case).toMatchObject({
    step: 'dispatch',
    verified: true,
  })
})

test('only the assigned person or a higher tier signs', () => {
  expect(refusedWith(dispatched(), act(other, 'sign', 3))).toBe('flow.not-yours')
  expect(run(dispatched(), act(leader, 'sign', 3)).assignee?.person).toBe('li')
})

test('work dispatched to a role belongs to whoever of the role signs first', () => {
  const accepted = run(open().case, act(worker, 'accept', 1))
  const pooled = run(accepted, act(leader, 'dispatch', 2, { assignee: { role: 'property', person: null } }))
  expect(refusedWith(pooled, act(worker, 'sign', 3))).toBe('flow.not-yours')
  const signed = run(pooled, act({ id: 'wuye', roles: ['property'] }, 'sign', 3))
  expect(signed.owner).toEqual({ role: 'property', person: 'wuye' })
})

test('a returned task goes back to dispatch with its reason', () => {
  expect(refusedWith(dispatched(), act(worker, 'return', 3))).toBe('flow.needs')
  expect(run(dispatched(), act(worker, 'return', 3, { note: 'not my grid' }))).toMatchObject({
    step: 'dispatch',
    assignee: null,
    owner: { role: 'grid-leader' },
  })
})

test('reassigning hands the step to somebody else with a fresh deadline', () => {
  const assignee = { role: 'grid-worker', person: 'zhao' }
  const moved = run(dispatched(), act(leader, 'reassign', 10, { assignee }))
  expect(moved).toMatchObject({ step: 'sign', owner: assignee, deadline: 10 + 30 * minute })
  expect(refusedWith(moved, act(worker, 'sign', 11))).toBe('flow.not-yours')
})

test('rework returns to the one who handled it', () => {
  expect(run(handled(), act(leader, 'rework', 5, { note: 'still there' }))).toMatchObject({
    step: 'handle',
    owner: toWang,
  })
})

test('evidence the flow asks for is required', () => {
  const signed = run(dispatched(), act(worker, 'sign', 3))
  expect(refusedWith(signed, act(worker, 'handle', 4))).toBe('flow.needs')
  expect(refusedWith(signed, act(worker, 'handle', 4, { note: '  ' }))).toBe('flow.needs')
})

test('photos and form answers count as evidence', () => {
  const evidence = ['photo', { form: 'visit' }] as const
  const visit = {
    role: 'grid-worker',
    within: { normal: '1h', major: '1h', urgent: '1h' },
    evidence,
  } as const
  const state = openCase({
    id: 'v',
    at: 0,
    plan: planOf({ title: standardFlow.title, steps: { handle: visit }, raise: ['community'] }),
    grade: 'normal',
  }).case
  expect(refusedWith(state, act(worker, 'handle', 1, { photos: ['a'] }))).toBe('flow.needs')
  expect(run(state, act(worker, 'handle', 1, { photos: ['a'], forms: ['visit'] })).outcome).toBe('resolved')
})

test('nobody is dispatched whose role does not handle incidents', () => {
  const accepted = run(open().case, act(worker, 'accept', 1))
  expect(
    refusedWith(accepted, act(leader, 'dispatch', 2, { assignee: { role: 'viewer', person: 'guest' } })),
  ).toBe('flow.assignee-role')
})

test('viewers may do nothing, everybody else may add a note', () => {
  expect(steps(open().case, viewer)).toEqual([])
  expect(refusedWith(open().case, act(viewer, 'note', 1, { note: 'x' }))).toBe('flow.not-yours')
  expect(steps(handled(), other).map((step) => step.action)).toEqual(['note'])
})

test('the legal next actions have one primary, first, with what it takes', () => {
  const offered = steps(run(open().case, act(worker, 'accept', 1)), leader)
  expect(offered.map((step) => [step.action, step.primary])).toEqual([
    ['dispatch', true],
    ['note', false],
  ])
  expect(offered[0]?.fields[0]).toEqual({ field: 'assignee', required: true, role: 'grid-worker' })
})

test('a missed deadline climbs one tier and changes the owner', () => {
  const raised = run(open().case, { type: 'due', at: 30 * minute })
  expect(raised).toMatchObject({
    tier: 'grid-leader',
    owner: { role: 'grid-leader' },
    raised: ['grid-leader'],
    deadline: 60 * minute,
  })
  expect(advance(raised, { type: 'due', at: 30 * minute })).toMatchObject({
    ok: true,
    case: raised,
    events: [],
    tasks: [],
  })
})

test('an outage only delays raises: one late look ends where regular looks would have', () => {
  const late = run(open().case, { type: 'due', at: 500 * minute })
  const regular = run(
    open().case,
    ...Array.from({ length: 500 }, (_, index): Input => ({ type: 'due', at: (index + 1) * minute })),
  )
  expect(late.raised).toEqual(['grid-leader', 'community', 'street', 'district'])
  const verdict = ({ raised, owner, tier, deadline, overdue, due }: Case) => ({
    raised,
    owner,
    tier,
    deadline,
    overdue,
    due,
  })
  expect(verdict(late)).toEqual(verdict(regular))
})

test('above the highest tier the case is overdue, once, and keeps its owner and deadline', () => {
  const late = run(open().case, { type: 'due', at: 500 * minute })
  expect(late).toMatchObject({
    overdue: true,
    due: null,
    owner: { role: 'district-worker' },
    deadline: 150 * minute,
  })
})

test('a raised case is still done by the one it was dispatched to', () => {
  const raised = run(dispatched(), { type: 'due', at: 40 * minute })
  expect(raised.owner).toEqual({ role: 'grid-leader', person: null })
  expect(run(raised, act(worker, 'sign', 41 * minute))).toMatchObject({
    step: 'handle',
    owner: toWang,
    tier: 'grid-leader',
  })
})

test('a case raised to the community is checked by the community', () => {
  const late = run(
    dispatched(),
    { type: 'due', at: 70 * minute },
    act(worker, 'sign', 71 * minute),
    act(worker, 'handle', 72 * minute, { note: 'ok' }),
  )
  expect(late).toMatchObject({ step: 'check', owner: { role: 'community-worker' }, tier: 'community' })
})

test('an action after a missed deadline finds the raise already done', () => {
  const late = run(open().case, act(worker, 'accept', 45 * minute))
  expect(late).toMatchObject({ raised: ['grid-leader'], step: 'dispatch' })
})

test('a withdrawn alert nobody touched closes; one that somebody works on stays with its owner', () => {
  const reason = 'late data'
  expect(run(open().case, { type: 'withdrawn', at: 1, reason })).toMatchObject({
    outcome: 'withdrawn',
    task: null,
  })
  const kept = run(dispatched(), { type: 'withdrawn', at: 3, reason })
  expect(kept).toMatchObject({ step: 'sign', owner: toWang, outcome: null })
})

test('an amended grade moves the deadline of an untouched alert', () => {
  expect(run(open('normal').case, { type: 'amended', at: 1, grade: 'major' })).toMatchObject({
    grade: 'major',
    deadline: 30 * minute,
  })
  expect(run(dispatched(), { type: 'amended', at: 3, grade: 'normal' }).grade).toBe('major')
})

test('a replaced alert keeps step, owner and deadline', () => {
  const before = dispatched()
  const { owner, deadline, step } = run(before, { type: 'replaced', at: 3, reason: 'late data' })
  expect({ owner, deadline, step }).toEqual({
    owner: before.owner,
    deadline: before.deadline,
    step: before.step,
  })
})

test('a case that is taken up again starts afresh, but its tasks and versions count on', () => {
  const ended = run(open().case, { type: 'withdrawn', at: 1, reason: 'late data' })
  const again = openCase({ id: 'e1', at: 2, plan, grade: 'major', after: ended })
  expect(again.case).toMatchObject({
    step: 'verify',
    version: ended.version + 1,
    task: { id: 'e1/2' },
    outcome: null,
  })
})

test('nothing is possible once a case has ended', () => {
  const ended = run(open().case, { type: 'withdrawn', at: 1, reason: 'x' })
  expect(refusedWith(ended, act(community, 'note', 2, { note: 'x' }))).toBe('flow.ended')
  expect(steps(ended, community)).toEqual([])
  expect(run(ended, { type: 'due', at: 9e12 })).toBe(ended)
})

test('a clock that ran back does not turn the timeline around', () => {
  const result = advance(run(open().case, act(worker, 'accept', 100)), act(leader, 'note', 50, { note: 'x' }))
  expect(result.ok && result.events[0]?.at).toBe(100)
})

test('a case describes itself in both languages', () => {
  expect(describeCase(dispatched(), () => '王强')).toEqual({
    zh: '待签收，由网格员 王强负责',
    en: 'to be signed for, owned by grid worker 王强',
  })
  expect(describeCase(run(open().case, { type: 'due', at: 30 * minute })).zh).toBe(
    '待核实，由网格长负责，已提级到网格长',
  )
})
