import { eventFields } from '../check/check-triggers.ts'
import type { Program, ValueShape } from '../log.ts'
import { follow } from '../logic/path.ts'
import { resolveReference, triggerModels } from '../program/reference.ts'
import type { Aggregate, Rule, Trigger } from '../rule.ts'
import type { Base } from './assume.ts'
import { any, type Domain, domainOfShape, everyNumber, numbersOf, range, unknown, values } from './domain.ts'
import { member, type Surroundings } from './surroundings.ts'

/** From where a condition is read. */
export interface Scope {
  readonly rule: Rule
  readonly program: Program
  readonly surroundings: Surroundings
  /** What `event` and `form` are read from. */
  readonly triggers: readonly Trigger[]
}

/** What is declared about a name, if anything. */
export function shapeOf(name: string, scope: Scope): ValueShape | undefined {
  const { rule, program, surroundings } = scope
  const reference = resolveReference(name, rule, program)
  switch (reference.kind) {
    case 'property':
      return reference.steps.length === 0 ? reference.shape : undefined
    case 'setting':
      return reference.steps.length === 0 ? member(surroundings.settings, reference.name) : undefined
    case 'event':
    case 'form':
      return fieldShape(reference.steps, scope)
    case 'window':
      return windowShape(reference.name, scope)
    default:
      return undefined
  }
}

function fieldShape(
  [field = '', ...more]: readonly string[],
  { triggers, program }: Scope,
): ValueShape | undefined {
  if (more.length > 0) return undefined
  const shapes = triggers.map((trigger) => member(eventFields(trigger, program) ?? {}, field))
  const [shape] = shapes
  return shapes.length === 1 ? shape : undefined
}

/** What a window may show, by what it is made of. */
function windowShape(name: string, scope: Scope): ValueShape | undefined {
  const { change, aggregate = {} } = scope.rule
  const spec: Pick<Aggregate, 'of' | 'fn'> | undefined =
    name === 'change' && change
      ? { of: change.of, fn: 'change' }
      : member(aggregate, name.slice('aggregate.'.length))
  const shape = spec && shapeOf(spec.of, scope)
  if (spec?.fn === 'count') return { type: 'number', minimum: 0 }
  if (spec === undefined || shape === undefined) return undefined
  const { minimum, maximum, unit } = shape
  const plain: ValueShape = { type: 'number', ...(unit === undefined ? {} : { unit }) }
  if (spec.fn === 'sum')
    return { ...plain, ...((minimum ?? -1) >= 0 && minimum !== undefined ? { minimum } : {}) }
  if (spec.fn !== 'change') return { ...shape, type: 'number' }
  if (minimum === undefined || maximum === undefined) return plain
  return { ...plain, minimum: minimum - maximum, maximum: maximum - minimum }
}

/** What each name may stand for, seen from devices of one model, or from all of a place. */
export function baseOf(scope: Scope, model: string | null): Base {
  const { rule, program, surroundings } = scope
  return (name) => {
    const reference = resolveReference(name, rule, program)
    if (reference.kind === 'property' && model !== null && reference.model !== model) return unknown
    if (reference.kind === 'setting' && surroundings.settings === undefined) return constant(reference)
    const shape = shapeOf(name, scope)
    if (shape === undefined) return reference.kind === 'window' ? everyNumber : any
    return domainOfShape(shape)
  }
}

function constant({ value, steps }: { readonly value: unknown; readonly steps: readonly string[] }): Domain {
  const found = follow(value as never, steps)
  return found === undefined || (found !== null && typeof found === 'object') ? any : values(found)
}

/** The views of a rule: one a model where it looks at single devices, else one of everything. */
export function viewsOf({ rule }: Scope): readonly (string | null)[] {
  return rule.key === 'place' || rule.key === 'community' ? [null] : triggerModels(rule)
}

/** The declared range of a name, where it has one. */
export function declaredRange(
  name: string,
  scope: Scope,
): { readonly low: number; readonly high: number } | null {
  const shape = shapeOf(name, scope)
  if (shape?.type !== 'number' || (shape.minimum === undefined && shape.maximum === undefined)) return null
  const numbers = numbersOf(domainOfShape(shape)) ?? range(-Infinity, Infinity)
  return { low: numbers.low, high: numbers.high }
}
