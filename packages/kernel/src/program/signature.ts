import type { Program } from '../log.ts'
import { canonical } from '../logic/canonical.ts'
import { parseLogic } from '../logic/tree.ts'
import type { Json, Rule } from '../rule.ts'
import { namesRead } from './names.ts'
import { resolveReference } from './reference.ts'
import type { TimeForms } from './time-forms.ts'

/** Texts that are equal where two versions of a rule judge alike; what they show or ask for does not count. */
export function signaturesOf(
  rule: Rule,
  program: Program,
  forms: TimeForms,
  finalOnArrival: boolean,
): { readonly signature: string; readonly condition: string; readonly windowsText: string } {
  const { on, key, when = true, clear, sequence, schedule } = rule
  const read = (logic: Json | undefined) => valuesRead(logic, rule, program)
  const windowsText = canonical([on, key, forms.windows] as unknown as Json)
  const condition = canonical([on, key, when, read(when), forms.windows] as unknown as Json)
  const step = sequence?.followedBy ?? sequence?.notFollowedBy
  const calendar = schedule && [
    schedule,
    program.zones?.[schedule.zone ?? ''] ?? null,
    program.calendars?.[schedule.calendar ?? ''] ?? null,
  ]
  const { hold, silence, cooldown, count } = forms
  const rest = [
    [hold, silence, cooldown, finalOnArrival, count],
    [forms.sequence, step ?? null, read(step?.when)],
    [forms.clear, clear?.when ?? null, read(clear?.when)],
    calendar ?? null,
  ]
  return { signature: canonical([condition, ...rest] as unknown as Json), condition, windowsText }
}

/** What the names in a condition stand for: values of settings, and how long properties stay fresh. */
function valuesRead(logic: Json | undefined, rule: Rule, program: Program): Json {
  return namesRead(parseLogic(logic ?? null)).map((name) => {
    const one = resolveReference(name, rule, program)
    if (one.kind === 'setting') return one.value ?? null
    return one.kind === 'property' ? [one.model, one.property, one.shape.freshFor ?? null] : one.kind
  })
}
