import { createFold, type Fold, type ObservationRecord, type Program, type Rule } from '../src/index.ts'
import { conditionsOnly, engines } from './interpreted.ts'
import { best, heading, line, time } from './measure.ts'
import { allMatch, observations, program, second, someEarly, typical } from './scene.ts'

/** Folds a log in batches of 100; gives ns an observation and the fold as it is at the end. */
export function folding(
  one: Program,
  records: readonly ObservationRecord[],
  lateness: number,
  rounds = 3,
): { readonly ns: number; readonly effects: number; readonly fold: Fold } {
  let fold = createFold(null)
  let effects = 0
  const ns = best(() => {
    fold = createFold(null)
    fold.step([
      { type: 'source', stamp: 0, source: 's', state: 'up', lateness: lateness * second },
      { type: 'release', stamp: 0, installation: 'i', program: one },
    ])
    effects = 0
    return time(records.length, () => {
      for (let at = 0; at < records.length; at += 100)
        effects += fold.step(records.slice(at, at + 100)).length
      effects += fold.tick((records.at(-1)?.stamp ?? 0) + 3_600 * second).length
    })
  }, rounds)
  return { ns, effects, fold }
}

/** Ten rules over 1,000 devices, in process, beside what other engines need for the conditions alone. */
export function benchFolding(count: number): void {
  const logs = {
    'nothing held back (lateness 0)': { records: punctual(count), lateness: 0 },
    'held back 60 s, nothing late': { records: observations({ count }), lateness: 60 },
    'held back 60 s, 5 % late': { records: observations({ count, lateShare: 0.05 }), lateness: 60 },
    'held back 60 s, 20 % late': { records: observations({ count, lateShare: 0.2 }), lateness: 60 },
  }
  const late = logs['held back 60 s, 5 % late']
  for (const [name, rules] of Object.entries({ typical, 'all 10 match': allMatch })) {
    heading(
      `A whole observation in process: 10 rules, ${name}, 1,000 devices (× json-logic-js, conditions alone)`,
    )
    const { ns: baseline, evaluations } = others(rules, late.records)
    const per = (ns: number) => `${(ns / evaluations).toFixed(0)} ns a matching rule`
    for (const [log, { records, lateness }] of Object.entries(logs)) {
      const { ns } = folding(program(rules), records, lateness)
      line(log, ns, baseline, per(ns))
    }
    const early = folding(program(someEarly(rules)), late.records, late.lateness)
    line('held back 60 s, 5 % late, 3 of 10 rules early', early.ns, baseline, per(early.ns))
  }
}

function others(rules: readonly Rule[], records: readonly ObservationRecord[]) {
  const interpreted = conditionsOnly(engines['json-logic-js'], rules, records)
  const built = conditionsOnly(engines['json-logic-engine'], rules, records)
  const met = `${interpreted.evaluations.toFixed(1)} rules an observation`
  line('json-logic-js: the conditions alone', interpreted.ns, interpreted.ns, met)
  line('json-logic-engine, compiled: the conditions alone', built.ns, interpreted.ns)
  return interpreted
}

function punctual(count: number): ObservationRecord[] {
  return observations({ count })
    .map((one) => ({ ...one, stamp: one.time }))
    .sort((a, b) => a.time - b.time)
}
