import type { Grade, Text } from '@linli/kernel'
import { type ActionName, actions } from './actions.ts'
import type { Case, CaseEvent, Outcome, Owner } from './case.ts'
import type { Step, Tier } from './definition.ts'
import { roleTexts } from './roles.ts'

/** Names of the steps. */
export const stepTexts: Readonly<Record<Step, Text>> = {
  verify: { zh: '核实', en: 'verify' },
  dispatch: { zh: '派单', en: 'dispatch' },
  sign: { zh: '签收', en: 'sign for' },
  handle: { zh: '处置', en: 'handle' },
  check: { zh: '核查', en: 'check' },
  close: { zh: '结案', en: 'close' },
}

/** What a case waits for, as a state. */
export const waitingTexts: Readonly<Record<Step, Text>> = {
  verify: { zh: '待核实', en: 'to be verified' },
  dispatch: { zh: '待派单', en: 'to be dispatched' },
  sign: { zh: '待签收', en: 'to be signed for' },
  handle: { zh: '处置中', en: 'being handled' },
  check: { zh: '待核查', en: 'to be checked' },
  close: { zh: '待结案', en: 'to be closed' },
}

/** How a case ended. */
export const outcomeTexts: Readonly<Record<Outcome, Text>> = {
  resolved: { zh: '已结案', en: 'closed' },
  'false-alarm': { zh: '误报', en: 'false alarm' },
  withdrawn: { zh: '已自动撤销', en: 'withdrawn' },
}

/** Names of the tiers. */
export const tierTexts: Readonly<Record<Tier, Text>> = {
  'grid-worker': { zh: '网格员', en: 'grid worker' },
  'grid-leader': { zh: '网格长', en: 'grid leader' },
  community: { zh: '社区', en: 'community' },
  street: { zh: '街道', en: 'street' },
  district: { zh: '区县', en: 'district' },
}

/** Names of the grades. */
export const gradeTexts: Readonly<Record<Grade, Text>> = {
  normal: { zh: '一般', en: 'normal' },
  major: { zh: '较大', en: 'major' },
  urgent: { zh: '紧急', en: 'urgent' },
}

/** What happened, as a line of the timeline. */
export const eventTexts: Readonly<Record<CaseEvent['type'], Text>> = {
  opened: { zh: '上报', en: 'reported' },
  accepted: { zh: '立案', en: 'accepted' },
  'false-alarm': { zh: '判为误报', en: 'found to be a false alarm' },
  dispatched: { zh: '派单', en: 'dispatched' },
  signed: { zh: '签收', en: 'signed for' },
  returned: { zh: '退单', en: 'returned' },
  reassigned: { zh: '改派', en: 'reassigned' },
  handled: { zh: '处置完成', en: 'handled' },
  passed: { zh: '核查通过', en: 'check passed' },
  reworked: { zh: '返工', en: 'sent back for rework' },
  closed: { zh: '结案', en: 'closed' },
  noted: { zh: '备注', en: 'note' },
  raised: { zh: '超时提级', en: 'raised: deadline missed' },
  overdue: { zh: '超时（已到最高层级）', en: 'overdue at the highest tier' },
  withdrawn: { zh: '告警条件已消失', en: 'the alert was withdrawn' },
  amended: { zh: '告警等级变更', en: 'the alert changed its grade' },
  replaced: { zh: '告警由后到的数据更新', en: 'the alert was replaced after late data' },
}

/** Names of the fields an action takes. */
export const fieldNames = {
  note: { zh: '说明', en: 'a note' },
  photo: { zh: '照片', en: 'a photo' },
  grade: { zh: '等级', en: 'a grade' },
  assignee: { zh: '处理人', en: 'an assignee' },
  form: { zh: '表单', en: 'the form' },
} as const satisfies Record<string, Text>

/** A step with its names. */
export function stepName(step: Step) {
  return { id: step, ...stepTexts[step] }
}

/** An action with its names. */
export function actionName(action: ActionName) {
  return { id: action, ...actions[action].title }
}

/** A role with its names; an unknown one is named by its id. */
export function roleName(role: string) {
  const known: Readonly<Record<string, Text>> = roleTexts
  return { id: role, ...(known[role] ?? { zh: role, en: role }) }
}

/** An owner with its names: the person where there is one. */
export function ownerName(owner: Owner) {
  const role = roleName(owner.role)
  if (owner.person === null) return role
  return { id: owner.person, zh: `${role.zh} ${owner.person}`, en: `${role.en} ${owner.person}` }
}

/** A case in one sentence, without times: "待派单，由网格长负责，已提级到社区". `nameOf` turns an account id into a name. */
export function describeCase(state: Case, nameOf: (person: string) => string = (person) => person): Text {
  if (state.step === null) return outcomeTexts[state.outcome ?? 'resolved']
  const person = state.owner.person === null ? '' : ` ${nameOf(state.owner.person)}`
  const role = roleName(state.owner.role)
  const waiting = waitingTexts[state.step]
  const raised = state.raised.at(-1)
  return {
    zh: `${waiting.zh}，由${role.zh}${person}负责${raised ? `，已提级到${tierTexts[raised].zh}` : ''}${state.overdue ? '，已超时' : ''}`,
    en: `${waiting.en}, owned by ${role.en}${person}${raised ? `, raised to ${tierTexts[raised].en}` : ''}${state.overdue ? ', overdue' : ''}`,
  }
}
