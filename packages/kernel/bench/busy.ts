import type { Rule } from '../src/index.ts'
import { folding } from './folding.ts'
import { heading, line } from './measure.ts'
import { observations, program } from './scene.ts'

const title = { zh: '测', en: 'b' }
const rules = (early: boolean): Rule[] =>
  [95, 96, 97].map((limit) => ({
    id: `above-${limit}`,
    title,
    on: [{ device: 'unit', property: 'temp' }],
    key: 'place',
    when: { '>': [{ var: 'temp' }, limit] },
    cooldown: '1m',
    early,
    do: [{ alert: { title } }],
  }))

/** One key that is spoken of all the time, with much held back for it: what earliness costs there. */
export function benchBusyKey(count: number): void {
  heading('One busy place, lateness 300 s, 5 % late, 3 rules (× the same not early)')
  for (const rate of [1, 20, 100]) {
    const records = observations({ count, lateShare: 0.05, lateness: 300, rate, devices: 20, places: 1 })
    const named = records.map((one) => ({ ...one, name: 'temp' }))
    const { ns } = folding(program(rules(false)), named, 300, 2)
    line(`${rate} observations/s, held back`, ns, ns)
    line(`${rate} observations/s, early`, folding(program(rules(true)), named, 300, 2).ns, ns)
  }
}
