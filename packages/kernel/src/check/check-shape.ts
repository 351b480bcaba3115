import type { Rule } from '../rule.ts'
import type { Findings } from './finding.ts'

type Fields = Readonly<Record<string, unknown>>

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isText = (value: unknown) => typeof value === 'string' && value.length > 0
const isBoth = (value: unknown) => isFields(value) && isText(value.zh) && isText(value.en)
const isFlag = (value: unknown) => value === undefined || typeof value === 'boolean'

/** Whether a rule has the shape its type says, so that the other checks may trust it. */
export function isShapedRule(rule: Rule, findings: Findings): boolean {
  const before = findings.list.length
  const want = (ok: boolean, at: string, wanted: string) => {
    if (!ok) findings.add('kernel.bad-rule', at, { wanted })
  }
  if (!isFields(rule)) {
    want(false, 'rule', 'object')
    return false
  }
  want(
    typeof rule.id === 'string' && /^[a-z0-9][a-z0-9-]{0,63}$/.test(rule.id),
    'id',
    'kebab-case, at most 64 characters',
  )
  want(isBoth(rule.title), 'title', '{ zh, en }')
  want(isKey(rule.key), 'key', '"device", "place", "community" or { field: "event.…" }')
  want(
    rule.grade === undefined || ['normal', 'major', 'urgent'].includes(rule.grade as string),
    'grade',
    'normal, major or urgent',
  )
  for (const flag of ['early', 'muted'] as const) want(isFlag(rule[flag]), flag, 'true or false')
  checkLists(rule, want)
  return findings.list.length === before
}

function checkLists(rule: Fields, want: (ok: boolean, at: string, wanted: string) => void): void {
  const { on, do: actions } = rule
  want(Array.isArray(on) && on.length > 0, 'on', 'a list of at least one trigger')
  want(Array.isArray(actions), 'do', 'a list of actions')
  for (const [index, trigger] of (Array.isArray(on) ? on : []).entries())
    want(
      isTrigger(trigger),
      `on[${index}]`,
      '{ device, property }, { device, event }, { record, property } or { form }',
    )
  for (const [index, action] of (Array.isArray(actions) ? actions : []).entries())
    want(isAction(action), `do[${index}]`, '{ alert: { title } } or { command: { device, name } }')
}

function isKey(key: unknown): boolean {
  if (isFields(key)) return typeof key.field === 'string' && /^(event|form)\../.test(key.field)
  return key === 'device' || key === 'place' || key === 'community'
}

function isTrigger(trigger: unknown): boolean {
  if (!isFields(trigger)) return false
  if (isText(trigger.form)) return true
  return (
    (isText(trigger.device) && (isText(trigger.property) || isText(trigger.event))) ||
    (isText(trigger.record) && isText(trigger.property))
  )
}

function isAction(action: unknown): boolean {
  if (!isFields(action)) return false
  if (isFields(action.alert)) return isBoth(action.alert.title)
  return isFields(action.command) && isText(action.command.device) && isText(action.command.name)
}
