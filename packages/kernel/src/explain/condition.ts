import { aim, holds } from '../fold/aim.ts'
import type { Facts } from '../fold/facts.ts'
import type { ObservationRecord } from '../log.ts'
import { emptyFrame, type Variables } from '../logic/closure.ts'
import { compileTree } from '../logic/compile.ts'
import { type Logic, parseLogic, printLogic } from '../logic/tree.ts'
import { namesRead } from '../program/names.ts'
import { ruleVariables } from '../program/variables.ts'
import type { Json } from '../rule.ts'
import type { Clause } from './explanation.ts'
import type { Sight, Standpoint } from './standpoint.ts'

/** A condition's surroundings: what it reads at one moment. */
export interface Scope {
  readonly standpoint: Standpoint
  readonly sight: Sight
  /** What is looked at as an event or a sign of life. */
  readonly moment: ObservationRecord | null
}

/** Computes any piece of the rule's logic as it was computed then; `instead` puts a number in place of what a name read. */
export function evaluateIn(
  { standpoint, sight: { view, facts }, moment }: Scope,
  logic: Logic,
  instead?: { readonly name: string; readonly value: number },
): { readonly value: Json | undefined; readonly holds: boolean | undefined } {
  const { rule } = view.rule
  const { program } = standpoint.compiled
  const circle = view.rule.circle === 'device' ? { model: modelOf(facts, moment) } : 'shared'
  const own = ruleVariables(rule, program, circle, standpoint.slots, view.rule.windows)
  const variables: Variables = instead
    ? { read: (path) => (path === instead.name ? () => instead.value : own.read(path)) }
    : own
  const frame = emptyFrame()
  aim(frame, facts, standpoint.at, moment, standpoint.episode?.memory)
  const run = compileTree(logic, { mode: 'three-valued', variables })
  const known = holds(run, frame)
  return { value: known === undefined ? undefined : run(frame), holds: known }
}

function modelOf(facts: Facts, moment: ObservationRecord | null): string {
  return 'model' in facts ? (facts as { readonly model: string }).model : (moment?.model ?? '')
}

const kinds: Readonly<Record<string, Clause['kind']>> = { and: 'all', or: 'any', '!': 'not' }

/** The condition part by part, with what each came to and whether it decides. */
export function clauseOf(scope: Scope, logic: Json, place = 'when'): Clause {
  return clause(scope, parseLogic(logic), place, true)
}

function clause(scope: Scope, logic: Logic, place: string, decides: boolean): Clause {
  const found = evaluateIn(scope, logic).holds
  const kind = logic.kind === 'call' ? (kinds[logic.operator] ?? 'test') : 'test'
  const inner = kind === 'test' || logic.kind !== 'call' ? [] : logic.args
  const operator = logic.kind === 'call' ? logic.operator : ''
  const parts = inner.map((part, index) => {
    const own = evaluateIn(scope, part).holds
    return clause(scope, part, `${place}.${operator}.${index}`, decides && blames(kind, found, own))
  })
  return {
    place,
    kind,
    logic: printLogic(logic),
    holds: found ?? null,
    reads: parts.length > 0 ? [] : namesRead(logic),
    decides,
    parts,
  }
}

/** Whether a part made the whole what it is. */
function blames(kind: Clause['kind'], whole: boolean | undefined, part: boolean | undefined): boolean {
  return kind === 'not' || whole === part
}

/** The parts without parts that make the condition what it is. */
export function deciding(clause: Clause): Clause[] {
  if (!clause.decides) return []
  return clause.parts.length === 0 ? [clause] : clause.parts.flatMap(deciding)
}
