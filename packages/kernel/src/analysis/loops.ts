import type { Findings } from '../check/finding.ts'
import { parseLogic } from '../logic/tree.ts'
import { namesRead } from '../program/names.ts'
import { resolveReference, triggerModels } from '../program/reference.ts'
import type { Json, Rule } from '../rule.ts'
import { anything, assume } from './assume.ts'
import { values } from './domain.ts'
import { baseOf, type Scope } from './scope.ts'
import { member } from './surroundings.ts'
import type { World } from './world.ts'

/** What a rule's command brings about: a property of a model takes a value. */
interface Outcome {
  readonly model: string
  readonly property: string
  readonly value: Json
}

/** How many rules a loop is followed over. */
const longest = 6

/**
 * Finds rules that set each other off without end: what the command of one brings about fires the next, and so back to
 * the first, with nothing else changing. Only rules on one device or place are followed.
 */
export function checkLoops(scopes: readonly Scope[], findingsOf: (scope: Scope) => Findings): void {
  const told = new Set<string>()
  for (const start of scopes) {
    if (start.rule.muted) continue
    const path = loopFrom(start, scopes)
    const name = path && [...path].sort().join(' ')
    if (path === null || name === null || told.has(name)) continue
    told.add(name)
    findingsOf(start).add('kernel.loop', 'do', { path: [...path, start.rule.id].join(' → ') })
  }
}

function loopFrom(start: Scope, scopes: readonly Scope[]): readonly string[] | null {
  const walk = (here: Scope, worlds: readonly World[], path: readonly string[]): readonly string[] | null => {
    if (path.length > longest) return null
    for (const outcome of outcomesOf(here)) {
      const after = worlds.flatMap((world) => brought(world, here, outcome))
      // What it brought about must end the condition, or it would not fire a second time.
      if (assume(conditionOf(here.rule), true, after, baseOf(here, viewOf(here))).length > 0) continue
      for (const next of scopes) {
        const seen = path.includes(next.rule.id)
        if (!isAlike(start, next) || !reads(next, outcome) || (seen && next !== start)) continue
        const then = assume(conditionOf(next.rule), true, after, baseOf(next, viewOf(next))).filter(
          ({ exact }) => exact,
        )
        if (then.length === 0) continue
        if (next === start) return path
        const found = walk(next, then, [...path, next.rule.id])
        if (found) return found
      }
    }
    return null
  }
  const worlds = assume(conditionOf(start.rule), true, anything, baseOf(start, viewOf(start))).filter(
    ({ exact }) => exact,
  )
  return walk(start, worlds, [start.rule.id])
}

function conditionOf({ when = true }: Rule) {
  return parseLogic(when)
}

/** Levels of one key: what is decided from where things stand, not from what happens once. */
function isAlike(start: Scope, { rule }: Scope): boolean {
  const isLevel = rule.on.every((trigger) => 'property' in trigger) && rule.absent === undefined
  const isPlain = !rule.aggregate && !rule.change && !rule.sequence && !rule.schedule && !rule.muted
  return isLevel && isPlain && rule.key === start.rule.key && typeof rule.key === 'string'
}

/** The one model a rule per device looks at; null where it looks at a place. */
function viewOf({ rule }: Scope): string | null {
  return rule.key === 'device' ? (triggerModels(rule)[0] ?? null) : null
}

function outcomesOf({ rule, surroundings }: Scope): readonly Outcome[] {
  return rule.do.flatMap((action) => {
    if (!('command' in action)) return []
    const { device, name } = action.command
    const models = device === 'self' ? triggerModels(rule) : [device]
    return models.flatMap((model) => {
      const sets = member(member(surroundings.commands, model), name)?.sets
      return sets === undefined ? [] : [{ model, ...sets }]
    })
  })
}

/** The world after something was brought about, for every name by which the property is read. */
function brought(world: World, { program }: Scope, { model, property, value }: Outcome): World[] {
  const names = new Map(world.names)
  for (const rule of program.rules)
    for (const name of namesRead(conditionOf(rule))) {
      const one = resolveReference(name, rule, program)
      if (one.kind === 'property' && one.model === model && one.property === property)
        names.set(name, values(value))
    }
  return [{ ...world, names }]
}

function reads({ rule, program }: Scope, { model, property }: Outcome): boolean {
  return namesRead(conditionOf(rule)).some((name) => {
    const one = resolveReference(name, rule, program)
    return one.kind === 'property' && one.model === model && one.property === property
  })
}
