import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRandom, journalOf } from '../testing/journal.ts'
import { oracle } from '../testing/oracle/oracle.ts'
import { corrections, run, standing, type Way } from '../testing/run.ts'
import { drawScene } from '../testing/scenes.ts'

const isLong = process.env.LINLI_LONG === '1'
const runs = Number(process.env.KERNEL_RUNS ?? (isLong ? 100_000 : 2_000))
const seed = Number(process.env.KERNEL_SEED ?? 20_240_229)

/** Scenes are drawn as they are needed: making a failing one smaller takes long, and is for whoever asks for it. */
const endOnFailure = process.env.KERNEL_SHRINK === undefined

/** Two lawful journals of each scene; what is said on the way must be the same for one journal, however it is folded. */
const journals: readonly Readonly<Record<string, Way>>[] = [
  {
    'one by one': {},
    'in batches with ticks': { batch: 20, ticks: 0.5 },
    'with crashes': { batch: 5, ticks: 0.3, crashes: 0.05 },
  },
  { 'in another order': { batch: 8, ticks: 0.2, crashes: 0.01 } },
]

test(`every lawful journal of a scene comes to what the oracle says (${runs} scenes, seed ${seed})`, () => {
  fc.assert(
    fc.property(fc.gen(), fc.integer(), (draw, orderSeed) => {
      const scene = drawScene((arbitrary) => draw(() => arbitrary))
      const wanted = Object.fromEntries(oracle(scene))
      journals.forEach((ways, order) => {
        const random = createRandom(orderSeed + order)
        const journal = journalOf(scene, random)
        let said: string | null = null
        for (const [name, way] of Object.entries(ways)) {
          const outbox = run(scene, journal, way, random)
          expect(Object.fromEntries(standing(outbox)), name).toEqual(wanted)
          said ??= corrections(outbox)
          expect(corrections(outbox), name).toBe(said)
        }
      })
    }),
    { numRuns: runs, seed, endOnFailure },
  )
}, 20_000_000)
