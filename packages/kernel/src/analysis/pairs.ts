import type { Findings } from '../check/finding.ts'
import { readDuration } from '../duration.ts'
import { canonical } from '../logic/canonical.ts'
import { type Logic, parseLogic } from '../logic/tree.ts'
import { namesRead } from '../program/names.ts'
import { triggerModels } from '../program/reference.ts'
import type { Action, Json, Rule } from '../rule.ts'
import { anything, assume, type Base } from './assume.ts'
import { baseOf, type Scope, viewsOf } from './scope.ts'
import { member } from './surroundings.ts'

const text = (value: unknown) => canonical((value ?? null) as Json)
const condition = ({ when = true }: Rule): Logic => parseLogic(when)

/** Finds a rule that fires only when another, which stands before it or is wider, fires with the same action. */
export function checkShadowed(one: Scope, others: readonly Scope[], findings: Findings): void {
  const shadow = others.find(
    (other) => isShadowed(one, other) && (isBefore(other, one) || !isShadowed(other, one)),
  )
  if (shadow) findings.warn('kernel.shadowed', 'when', { other: shadow.rule.id })
}

function isBefore({ rule, program }: Scope, other: Scope): boolean {
  return program.rules.indexOf(rule) < program.rules.indexOf(other.rule)
}

/** Whether `wide` fires whenever `narrow` does. */
function isShadowed({ rule: narrow, program, ...scope }: Scope, { rule: wide }: Scope): boolean {
  if (narrow.do.length === 0 || wide.muted || narrow.muted) return false
  const frame = (rule: Rule) =>
    text([rule.key, rule.do, rule.grade, rule.absent, rule.count, rule.sequence, rule.change, rule.aggregate])
  if (frame(narrow) !== frame(wide) || wide.cooldown !== undefined) return false
  if (wide.schedule !== undefined && text(wide.schedule) !== text(narrow.schedule)) return false
  const has = new Set(wide.on.map(text))
  if (!narrow.on.every((trigger) => has.has(text(trigger))) || wide.on.length !== narrow.on.length)
    return false
  const length = ({ for: hold }: Rule) => (hold === undefined ? 0 : readDuration(hold, program.settings))
  const [least, most] = [length(wide), length(narrow)]
  if (least === null || most === null || least > most) return false
  return implies({ ...scope, rule: narrow, program }, wide)
}

/** Whether a condition is surely true, and known, wherever the rule's own is. */
function implies(scope: Scope, wide: Rule): boolean {
  const [from, to] = [condition(scope.rule), condition(wide)]
  if (text(scope.rule.when) === text(wide.when)) return true
  const known = new Set(namesRead(from))
  if (!isConjunction(from) || !namesRead(to).every((name) => known.has(name))) return false
  return viewsOf(scope).every((model) => {
    const base = baseOf(scope, model)
    return assume(to, false, assume(from, true, anything, base), base).length === 0
  })
}

/** Whether a condition is true only where all it reads is known. */
function isConjunction(logic: Logic): boolean {
  if (logic.kind !== 'call') return true
  if (['or', 'if', '?:', 'missing', 'missing_some', 'exists'].includes(logic.operator)) return false
  return logic.args.every(isConjunction)
}

/** Finds two commands to one device that want opposite things at one time. */
export function checkContradictions(one: Scope, others: readonly Scope[], findings: Findings): void {
  for (const [index, action] of one.rule.do.entries()) {
    const at = `do[${index}].command`
    const own = one.rule.do.slice(0, index).find((other) => areOpposite(action, other, one))
    if (own) contradicts(at, action, own, one.rule, findings)
    for (const other of others) {
      if (!isBefore(other, one) || !meet(one, other)) continue
      const found = other.rule.do.find((earlier) => areOpposite(action, earlier, one))
      if (found) contradicts(at, action, found, other.rule, findings)
    }
  }
}

function contradicts(at: string, action: Action, other: Action, { id }: Rule, findings: Findings): void {
  const name = (each: Action) => ('command' in each ? each.command.name : '')
  findings.warn('kernel.contradicting-commands', at, {
    command: name(action),
    other: id,
    opposite: name(other),
  })
}

function areOpposite(a: Action, b: Action, scope: Scope): boolean {
  if (!('command' in a) || !('command' in b)) return false
  const [one, other] = [a.command, b.command]
  if (one.device !== other.device) return false
  const { rule, surroundings } = scope
  const models = one.device === 'self' ? triggerModels(rule) : [one.device]
  return models.some((model) => {
    const commands = member(surroundings.commands, model)
    const [left, right] = [member(commands, one.name), member(commands, other.name)]
    if (left?.kind !== 'set-state' || right?.kind !== 'set-state') return false
    if (one.name === other.name) return differ(one.with, other.with)
    const sameThing = left.sets !== undefined && left.sets.property === right.sets?.property
    return sameThing && text(left.sets?.value) !== text(right.sets?.value)
  })
}

/** Whether one command is given two different values that are written down. */
function differ(
  a: Readonly<Record<string, unknown>> = {},
  b: Readonly<Record<string, unknown>> = {},
): boolean {
  return Object.keys(a).some((name) => {
    const [one, other] = [a[name], b[name]]
    const isWritten = [one, other].every(
      (value) => value !== undefined && (value === null || typeof value !== 'object'),
    )
    return isWritten && one !== other
  })
}

/** Whether two rules look at the same thing and both their conditions can hold at once, for certain. */
function meet(one: Scope, other: Scope): boolean {
  const key = ({ rule }: Scope) => text([rule.key, rule.absent, rule.count, rule.sequence, rule.schedule])
  const on = ({ rule }: Scope) => new Set(rule.on.map(text))
  const windows = [one, other].some(({ rule }) => rule.aggregate || rule.change)
  if (key(one) !== key(other) || windows) return false
  const shared = [...on(one)].some((trigger) => on(other).has(trigger))
  if (!shared || one.rule.muted || other.rule.muted) return false
  return viewsOf(one).some((model) => {
    const base: Base = baseOf(one, model)
    const worlds = assume(condition(one.rule), true, anything, base)
    return assume(condition(other.rule), true, worlds, base).some(({ exact }) => exact)
  })
}
