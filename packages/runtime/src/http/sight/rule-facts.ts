import { coversRole, handlingRoles, standardFlow } from '@linli/flow'
import type { Action, Filled, Rule, Trigger } from '@linli/kernel'
import type { Contract } from '@linli/sdk'
import { classOf, classWithin, type DataClass, strictest } from '../../access/personal.ts'
import { schemaIn } from '../model-schema.ts'

/** What decides who sees what a rule has brought about. */
export interface RuleFacts {
  /** The class of what it rests on: its triggers, and all that it reads. */
  readonly class: DataClass
  /** The roles that handle its alerts: who has to act sees what for. */
  readonly roles: readonly string[]
  /** The class of the field that is its key; `C0` where the key is a device, a place or the community. */
  readonly keyClass: DataClass
  /** The schema of what its alerts carry as detail. */
  readonly detail: unknown
  /** The schema of the arguments it gives to a command. */
  args(command: string): unknown
}

/** Works out the facts of a rule from the contract it belongs to. */
export function factsOf(contract: Contract, rule: Rule): RuleFacts {
  const read = (name: string) => schemaOfName(contract, rule, name)
  const triggers = [...rule.on, ...stepsOf(rule).flatMap((step) => step.on)]
  const alerts = rule.do.flatMap((action) => ('alert' in action ? [action.alert] : []))
  const details = alerts.map((alert) => alert.detail ?? {})
  return {
    class: strictest([
      ...triggers.map((trigger) => classOfTrigger(contract, trigger)),
      ...namesIn(rule).map((name) => classWithin(read(name))),
    ]),
    roles: rolesFor(
      contract,
      alerts.map((alert) => alert.flow),
    ),
    keyClass: typeof rule.key === 'object' ? classWithin(read(rule.key.field)) : 'C0',
    detail: filledSchema(details, read),
    args: (command) => filledSchema(argumentsOf(rule.do, command), read),
  }
}

function argumentsOf(actions: readonly Action[], command: string): Readonly<Record<string, Filled>>[] {
  return actions.flatMap((action) =>
    'command' in action && action.command.name === command ? [action.command.with ?? {}] : [],
  )
}

/** An object schema for values that were filled from elsewhere: each field is noted as what it was filled from. */
function filledSchema(
  given: readonly Readonly<Record<string, Filled>>[],
  read: (name: string) => unknown,
): unknown {
  const fields = given.flatMap((values) => Object.entries(values))
  return {
    properties: Object.fromEntries(
      fields.map(([field, value]) => {
        const name = nameIn(value)
        return [field, name === null ? undefined : read(name)]
      }),
    ),
  }
}

const nameIn = (value: Filled): string | null =>
  typeof value === 'object' && value !== null && '$' in value && typeof value.$ === 'string' ? value.$ : null

const stepsOf = ({ sequence }: Rule) =>
  [sequence?.followedBy, sequence?.notFollowedBy].filter((step) => step !== undefined)

/** Every name that a rule reads, wherever it stands: `var` in conditions, `$` in actions, what windows are over. */
function namesIn(rule: Rule): readonly string[] {
  const windows = Object.values(rule.aggregate ?? {}).map((one) => one.of)
  const plain = [...windows, rule.change?.of, rule.count?.distinct].filter((name) => name !== undefined)
  const found = [rule.when, rule.clear?.when, ...stepsOf(rule).map((step) => step.when), rule.do]
  return [...plain, ...found.flatMap(namesWithin)]
}

function namesWithin(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, part]) => {
    const name = key === 'var' && Array.isArray(part) ? part[0] : part
    return (key === 'var' || key === '$') && typeof name === 'string' ? [name] : namesWithin(part)
  })
}

/** What an event says is classed field by field, by what of it the rule reads; that it happened, by its own note. */
function classOfTrigger(contract: Contract, trigger: Trigger): DataClass {
  return 'property' in trigger
    ? classWithin(schemaIn(contract, modelOf(trigger), 'property', trigger.property))
    : classOf(eventSchema(contract, trigger))
}

function rolesFor(contract: Contract, flows: readonly (string | undefined)[]): readonly string[] {
  const definitions = flows.map((flow) => (flow === undefined ? undefined : contract.flows[flow]))
  const wanted = definitions.flatMap((definition) =>
    Object.values((definition ?? standardFlow).steps).map((step) => step.role),
  )
  return handlingRoles.filter((role) => wanted.some((one) => coversRole([role], one)))
}

/** The schema of a name in a rule: `event.plate`, `battery`, `session.plate`. */
function schemaOfName(contract: Contract, rule: Rule, name: string): unknown {
  const [head = '', ...steps] = name.split('.')
  const triggers = [...rule.on, ...stepsOf(rule).flatMap((step) => step.on)]
  if (head === 'event' || head === 'form')
    return personalOf(triggers.map((trigger) => within(eventSchema(contract, trigger), steps)))
  const qualified = ['', 'record:'].map((kind) =>
    within(schemaIn(contract, `${kind}${head}`, 'property', steps[0] ?? ''), steps.slice(1)),
  )
  const bare = triggers.map((trigger) =>
    within(schemaIn(contract, modelOf(trigger), 'property', head), steps),
  )
  return personalOf([...qualified, ...bare])
}

function eventSchema(contract: Contract, trigger: Trigger): unknown {
  return schemaIn(contract, modelOf(trigger), 'event', 'event' in trigger ? trigger.event : 'submitted')
}

function modelOf(trigger: Trigger): string {
  if ('device' in trigger) return trigger.device
  return 'record' in trigger ? `record:${trigger.record}` : `form:${trigger.form}`
}

interface Schema {
  readonly properties?: Readonly<Record<string, unknown>>
}

function within(schema: unknown, steps: readonly string[]): unknown {
  return steps.reduce<unknown>((found, step) => (found as Schema | undefined)?.properties?.[step], schema)
}

/** Where several triggers could have filled it, the strictest note decides. */
function personalOf(schemas: readonly unknown[]): unknown {
  const known = schemas.filter((schema) => schema !== undefined)
  return known.toSorted((one, other) => (classWithin(one) < classWithin(other) ? 1 : -1))[0]
}
