import { compileLogic, emptyFrame, type Json } from '../src/index.ts'
import { engines } from './interpreted.ts'
import { best, heading, line, time } from './measure.ts'
import { four, properties } from './scene.ts'

/** One condition of four clauses over plain data, without any fold. */
export function benchConditions(count: number): void {
  const data = Array.from({ length: 1_000 }, (_, index) =>
    Object.fromEntries(properties.map((name, at) => [name, (index * 37 + at * 61) % 100])),
  )
  const rounds = Math.max(1, Math.floor(count / data.length))
  const over = (run: (item: Json) => unknown) =>
    best(() =>
      time(rounds * data.length, () => {
        for (let round = 0; round < rounds; round++) for (const item of data) run(item)
      }),
    )
  const logic = four(55, 50)
  const closure = compileLogic(logic, { mode: 'three-valued' })
  const frame = emptyFrame()
  const interpreted = over(engines['json-logic-js'](logic))
  heading('One condition of four clauses over plain data (× json-logic-js)')
  line('json-logic-js', interpreted, interpreted)
  line('json-logic-engine, compiled', over(engines['json-logic-engine'](logic)), interpreted)
  const ours = over((item) => {
    frame.item = item
    return closure(frame)
  })
  line('ours, three-valued', ours, interpreted)
}
