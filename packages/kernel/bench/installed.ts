import { folding } from './folding.ts'
import { heading, line } from './measure.ts'
import { allMatch, observations, program } from './scene.ts'

/** The same ten matching rules among ever more that are installed. */
export function benchInstalled(count: number): void {
  heading('The same 10 matching rules among many installed (× 10 installed)')
  const records = observations({ count, lateShare: 0.05 })
  // Once round without being measured: the first table would else pay for the compiler.
  folding(program(allMatch), records, 60, 1)
  let baseline: number | null = null
  for (const installed of [10, 100, 1_000, 10_000]) {
    const { ns } = folding(program(allMatch, installed - 10), records, 60)
    baseline ??= ns
    line(`${installed.toLocaleString('en')} rules`, ns, baseline)
  }
}
