import { expect, test } from 'vitest'
import { type Mutant, mutants } from './mutants.ts'
import { createBench, mutated } from './trial.ts'

const isLong = process.env.LINLI_LONG === '1'
/** Those that are tried every time: one of the condition, one of time, one of releases. */
const sample = [
  'not of unknown is true',
  'a cooldown lasts a moment too long',
  'a rule that is the same begins anew',
]
const tried = isLong ? mutants : mutants.filter(({ name }) => sample.includes(name))
/** In which tests they are looked for; none named: in all. */
const files = isLong ? [] : ['src/fold/fold.', 'src/fold/cooldown', 'src/logic/']
const scenes = Number(process.env.KERNEL_RUNS ?? (isLong ? 3_000 : 60))

test('every seeded defect is one: its text stands in the source once', () => {
  expect(mutants.length).toBeGreaterThanOrEqual(30)
  expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length)
  for (const one of mutants) expect(mutated(one), one.name).not.toBe('')
})

test(`the tests find ${tried.length} of ${mutants.length} seeded defects, and none where there is none`, async () => {
  using bench = createBench()
  expect(await bench.trial(null, Math.min(scenes, 60), files)).toBe(null)
  const survivors: Mutant[] = []
  for (const one of tried) {
    const found = await bench.trial(one, scenes, files)
    console.log(
      `${found === null ? 'SURVIVES' : 'caught'}  ${one.file}: ${one.name}${found === null ? '' : ` (${found})`}`,
    )
    if (found === null) survivors.push(one)
  }
  expect(survivors.map(({ name }) => name)).toEqual([])
}, 40_000_000)
