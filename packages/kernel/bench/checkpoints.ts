import { createFold } from '../src/index.ts'
import { folding } from './folding.ts'
import { best, heading, line, time } from './measure.ts'
import { allMatch, observations, program, second, typical } from './scene.ts'

/** Bytes of state, and what a checkpoint costs beside what is held back. */
export function benchCheckpoints(count: number): void {
  heading('State in a checkpoint')
  for (const [name, rules] of Object.entries({ typical, 'all 10 match': allMatch })) {
    const { fold } = folding(program(rules), observations({ count, lateShare: 0.05 }), 60, 1)
    const { keys, bytes } = fold.size()
    console.log(`  ${name.padEnd(50)}${Math.round(bytes / 1000)} B a device, ${keys} rule × key states`)
  }
  heading('A checkpoint with 10 s at 20,000/s held back (× the whole)')
  const held = observations({ count: 200_000, rate: 20_000 })
  const fold = createFold(null)
  fold.step([
    { type: 'source', stamp: 0, source: 's', state: 'up', lateness: 10 * second },
    { type: 'release', stamp: 0, installation: 'i', program: program(typical) },
    ...held,
  ])
  const [whole, outline] = [fold.save(), fold.outline()]
  const wholeTime = best(() => time(1, () => void fold.save()))
  line(`whole: ${megabytes(whole)} MB`, wholeTime, wholeTime)
  line(
    `without what is held back: ${megabytes(outline)} MB`,
    best(() => time(1, () => void fold.outline())),
    wholeTime,
  )
}

function megabytes(text: string): string {
  return (text.length / 1e6).toFixed(2)
}
