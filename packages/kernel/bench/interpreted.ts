import { LogicEngine } from 'json-logic-engine'
import jsonLogic from 'json-logic-js'
import type { Json, ObservationRecord, Rule } from '../src/index.ts'
import { best, time } from './measure.ts'
import { properties } from './scene.ts'

type Test = (data: Json) => unknown

/** How other engines evaluate a condition. */
export const engines: Readonly<Record<'json-logic-js' | 'json-logic-engine', (logic: Json) => Test>> = {
  'json-logic-js': (logic) => (data) => jsonLogic.apply(logic, data),
  'json-logic-engine': (logic) => new LogicEngine().build(logic) as Test,
}

/** What an engine needs for the conditions alone of the rules that an observation meets: no state, no time, no sandbox. */
export function conditionsOnly(
  engine: (logic: Json) => Test,
  rules: readonly Rule[],
  records: readonly ObservationRecord[],
): { readonly ns: number; readonly evaluations: number } {
  const watching = new Map<string, Test[]>(
    properties.map((name) => [
      name,
      rules.filter((rule) => watches(rule, name)).map((rule) => engine(rule.when ?? true)),
    ]),
  )
  let evaluations = 0
  const ns = best(() => {
    const known = new Map<string, Record<string, Json>>()
    evaluations = 0
    return time(records.length, () => {
      for (const { device, name, value } of records) {
        const data: Record<string, Json> = known.get(device) ?? { settings: { limit: 80 } }
        known.set(device, data)
        data[name] = value
        for (const test of watching.get(name) ?? []) {
          test(data)
          evaluations += 1
        }
      }
    })
  })
  return { ns, evaluations: evaluations / records.length }
}

function watches({ on }: Rule, name: string): boolean {
  return on.some((trigger) => 'property' in trigger && trigger.property === name)
}
