import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LogRecord } from '../log.ts'
import type { Key } from '../rule.ts'
import { chance, type Draw, oneOf } from '../testing/draw.ts'
import { createRandom, journalOf } from '../testing/journal.ts'
import { run } from '../testing/run.ts'
import type { Scene } from '../testing/scene.ts'
import { drawScene } from '../testing/scenes.ts'
import { explain } from './explain.ts'
import type { Question } from './explanation.ts'

const isLong = process.env.LINLI_LONG === '1'
const runs = Number(process.env.KERNEL_WHY_RUNS ?? (isLong ? 10_000 : 300))
const seed = Number(process.env.KERNEL_SEED ?? 20_240_229)

/** What fired finally, as `rule key time`. */
function fired(scene: Scene, journal: readonly LogRecord[]): Set<string> {
  const outbox = run(scene, journal, { batch: 20 }, createRandom(1))
  return new Set(
    [...outbox.values()]
      .filter(({ op, final }) => op !== 'withdraw' && final)
      .map(({ rule, key, at }) => `${rule} ${key} ${at}`),
  )
}

/** A question about a rule of the scene: at a firing, at something said, or at any time. */
function drawQuestion(draw: Draw, scene: Scene, names: Iterable<string>): Question {
  const asked = [...names].map((name) => name.split(' '))
  const rules = scene.releases.flatMap(({ program }) => program?.rules ?? [])
  const { id, key: kind } = rules.length > 0 ? oneOf(draw, rules) : { id: 'none', key: 'device' as const }
  const near = draw(fc.integer({ min: 0, max: 30 })) * 1000
  const at = oneOf(draw, [oneOf(draw, scene.said).time, oneOf(draw, scene.said).time + near, near * 20])
  const [rule = id, key = keyOf(draw, id, kind), then = ''] =
    asked.length > 0 && chance(draw, 50) ? oneOf(draw, asked) : []
  return { installation: 'i', rule, key, at: then !== '' && chance(draw, 50) ? Number(then) : at }
}

function keyOf(draw: Draw, id: string, kind: Key): string {
  if (kind === 'community') return kind
  if (kind === 'place') return oneOf(draw, ['a', 'b'])
  if (kind !== 'device') return oneOf(draw, ['x', 'y|1', 'z#'])
  return id === 'long' ? 'i:session:1' : oneOf(draw, ['m0', 'm1', 'm2'])
}

test(`what is said to have fired is what the fold fired, at any time (${runs} scenes, seed ${seed})`, () => {
  const outcomes = new Map<string, number>()
  fc.assert(
    fc.property(fc.gen(), fc.integer(), (draw, order) => {
      const take = <Value>(arbitrary: fc.Arbitrary<Value>): Value => draw(() => arbitrary)
      const scene = drawScene(take)
      const journal = journalOf(scene, createRandom(order))
      const facts = fired(scene, journal)
      for (let count = 0; count < 6; count++) {
        const question = drawQuestion(take, scene, facts)
        const { asOf, outcome, muted, ...said } = explain(journal, question)
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
        expect(said.fired && !muted, JSON.stringify([question, asOf, outcome])).toBe(
          facts.has(`${question.rule} ${question.key} ${asOf}`),
        )
      }
    }),
    { numRuns: runs, seed, endOnFailure: true },
  )
  console.log(`outcomes: ${[...outcomes].map(([name, count]) => `${name} ${count}`).join(', ')}`)
  // A few scenes need not come to every outcome.
  if (runs < 200) return
  expect([...outcomes.keys()]).toEqual(
    expect.arrayContaining([
      'fired',
      'standing',
      'waiting',
      'unmet',
      'unknown',
      'cooling',
      'counting',
      'muted',
    ]),
  )
}, 20_000_000)

test(`a nearest value turns the verdict, and one step nearer does not (${runs} scenes, seed ${seed})`, () => {
  let found = 0
  fc.assert(
    fc.property(fc.gen(), fc.integer(), (draw, order) => {
      const take = <Value>(arbitrary: fc.Arbitrary<Value>): Value => draw(() => arbitrary)
      const scene = drawScene(take)
      const journal = journalOf(scene, createRandom(order))
      const question = drawQuestion(take, scene, fired(scene, journal))
      const { nearest, readings, met } = explain(journal, question)
      for (const { name, value, step, read, met: turned } of nearest) {
        const reading = readings.find((one) => one.name === name)
        if (!reading?.said) continue
        found += 1
        const field = reading.kind === 'property' ? null : (name.split('.')[1] ?? null)
        const { observation } = reading.said
        const again = (other: number) => explain(withValue(journal, observation, field, other), question).met
        expect(turned).toBe(!met)
        expect(again(value), `${name} ${read} ${value}`).toBe(!met)
        expect(again(value - Math.sign(value - read) * step), `${name} ${read} ${value}`).toBe(met)
      }
    }),
    { numRuns: runs, seed, endOnFailure: true },
  )
  console.log(`${found} nearest values`)
  if (runs >= 200) expect(found).toBeGreaterThan(runs / 20)
}, 20_000_000)

function withValue(
  journal: readonly LogRecord[],
  id: string,
  field: string | null,
  value: number,
): LogRecord[] {
  return journal.map((one) => {
    if (one.type !== 'observation' || one.id !== id) return one
    return { ...one, value: field === null ? value : { ...(one.value as object), [field]: value } }
  })
}
