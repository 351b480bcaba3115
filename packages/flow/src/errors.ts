import type { Text } from '@linli/kernel'

/** Whose mistake a refusal is: who acted, or the flow's author. */
export type Fault = 'caller' | 'plugin'

/**
 * Every reason the machine refuses an action and every finding of `checkFlow`. `{name}` stands for a parameter.
 * ERRORS.md beside this folder says the same, by test.
 */
export const flowErrors = {
  'flow.ended': {
    fault: 'caller',
    zh: '事件“{case}”已结束，不能再“{action}”。如情况再次发生，请上报新的事件。',
    en: 'Incident "{case}" has ended, so "{action}" is no longer possible. Report a new incident if it happens again.',
  },
  'flow.not-now': {
    fault: 'caller',
    zh: '事件“{case}”现在处于“{step}”环节，不能“{action}”。现在可以：{possible}。',
    en: 'Incident "{case}" is waiting for "{step}", so "{action}" is not possible now. Possible now: {possible}.',
  },
  'flow.not-yours': {
    fault: 'caller',
    zh: '事件“{case}”的“{action}”由 {owner} 负责，您的角色不能执行。请联系对方，或请上级改派。',
    en: '"{action}" on incident "{case}" is up to {owner}; your roles do not allow it. Ask them, or ask a higher tier to reassign it.',
  },
  'flow.needs': {
    fault: 'caller',
    zh: '事件“{case}”的“{action}”还缺少：{fields}。请补充后再提交。',
    en: '"{action}" on incident "{case}" still needs: {fields}. Add what is missing and send it again.',
  },
  'flow.assignee-role': {
    fault: 'caller',
    zh: '事件“{case}”不能派给“{role}”：该角色不处理事件。请选择：{known}。',
    en: 'Incident "{case}" cannot go to a {role}: that role does not handle incidents. Choose one of: {known}.',
  },
  'flow.empty': {
    fault: 'plugin',
    zh: '流程“{flow}”没有任何环节。请至少声明“处置”环节。',
    en: 'Flow "{flow}" has no steps. Declare at least the step "handle".',
  },
  'flow.no-handling': {
    fault: 'plugin',
    zh: '流程“{flow}”没有“处置”环节，事件会在无人处理时结束。请声明“handle”。',
    en: 'Flow "{flow}" has no step "handle": incidents would end without anybody having done anything. Declare "handle".',
  },
  'flow.unknown-step': {
    fault: 'plugin',
    zh: '流程“{flow}”声明了未知环节“{step}”。可用环节：verify、dispatch、sign、handle、check、close。',
    en: 'Flow "{flow}" declares an unknown step "{step}". The steps are verify, dispatch, sign, handle, check and close.',
  },
  'flow.unknown-role': {
    fault: 'plugin',
    zh: '流程“{flow}”的环节“{step}”使用了未知角色“{role}”，将无人负责。可用角色：{known}。',
    en: 'Step "{step}" of flow "{flow}" is for the unknown role "{role}": nobody would own it. The roles are {known}.',
  },
  'flow.no-deadline': {
    fault: 'plugin',
    zh: '流程“{flow}”的环节“{step}”没有为等级“{grade}”设置时限。请在 within 中补充。',
    en: 'Step "{step}" of flow "{flow}" has no deadline for grade "{grade}". Add it to "within".',
  },
  'flow.bad-deadline': {
    fault: 'plugin',
    zh: '流程“{flow}”的环节“{step}”等级“{grade}”的时限“{within}”无法识别。请写成“30m”“4h”，或引用数值设置。',
    en: 'The deadline "{within}" for grade "{grade}" in step "{step}" of flow "{flow}" cannot be read. Write "30m" or "4h", or name a numeric setting.',
  },
  'flow.no-raise': {
    fault: 'plugin',
    zh: '流程“{flow}”的环节“{step}”超时后无处提级。请在 raise 中加入高于“{role}”的层级。',
    en: 'A missed deadline in step "{step}" of flow "{flow}" climbs nowhere. Add a tier above "{role}" to "raise".',
  },
  'flow.raise-order': {
    fault: 'plugin',
    zh: '流程“{flow}”的提级顺序“{raise}”无效：层级必须存在，并且逐级升高、不重复。',
    en: 'The raise order "{raise}" of flow "{flow}" is not valid: tiers must exist and climb, each once.',
  },
  'flow.dispatch-first': {
    fault: 'plugin',
    zh: '流程“{flow}”要求等级“{grade}”先派单，但没有“派单”环节。请声明“dispatch”或去掉 dispatchFirst。',
    en: 'Flow "{flow}" dispatches grade "{grade}" first but has no step "dispatch". Declare it or drop dispatchFirst.',
  },
  'flow.unknown-grade': {
    fault: 'plugin',
    zh: '流程“{flow}”使用了未知等级“{grade}”。可用等级：normal、major、urgent。',
    en: 'Flow "{flow}" names an unknown grade "{grade}". The grades are normal, major and urgent.',
  },
  'flow.unknown-form': {
    fault: 'plugin',
    zh: '流程“{flow}”的环节“{step}”要求填写表单“{form}”，但该场景没有这个表单。请检查名称。',
    en: 'Step "{step}" of flow "{flow}" asks for the form "{form}", which the scenario does not have. Check the name.',
  },
} as const satisfies Record<string, { readonly fault: Fault } & Text>

/** A code of the table. */
export type FlowErrorCode = keyof typeof flowErrors

type Names<Line extends string> = Line extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Names<Rest>
  : never

/** A parameter: a plain word, or an id with its name in both languages. The id goes on the wire, the names into the texts. */
export type RefusalParam = string | ({ readonly id: string } & Text)

/** What the texts of a code name in braces. */
export type FlowErrorParams<Code extends FlowErrorCode> = {
  readonly [Name in Names<(typeof flowErrors)[Code]['zh' | 'en']>]: RefusalParam
}

/** A refusal or a finding, as data: the machine throws nothing. */
export interface Refusal {
  readonly code: FlowErrorCode
  readonly fault: Fault
  readonly params: Readonly<Record<string, string>>
  readonly text: Text
}

/** Builds a refusal of the table. */
export function refusal<Code extends FlowErrorCode>(code: Code, params: FlowErrorParams<Code>): Refusal {
  const { fault, zh, en } = flowErrors[code]
  const entries = Object.entries<RefusalParam>(params)
  const ids = entries.map(([name, value]) => [name, typeof value === 'string' ? value : value.id] as const)
  return {
    code,
    fault,
    params: Object.fromEntries(ids),
    text: { zh: fill(zh, entries, 'zh'), en: fill(en, entries, 'en') },
  }
}

function fill(
  line: string,
  params: readonly (readonly [string, RefusalParam])[],
  language: 'zh' | 'en',
): string {
  return params.reduce(
    (text, [name, value]) =>
      text.replaceAll(`{${name}}`, typeof value === 'string' ? value : value[language]),
    line,
  )
}
