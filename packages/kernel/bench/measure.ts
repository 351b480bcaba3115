/** The least of several runs: what other programs on the machine add is left out as far as it can be. */
export function best(run: () => number, rounds = 3): number {
  let least = Infinity
  for (let round = 0; round < rounds; round++) least = Math.min(least, run())
  return least
}

/** Nanoseconds of processor time that one of `count` calls takes. */
export function time(count: number, work: () => void): number {
  const from = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(from)
  return ((user + system) * 1000) / count
}

/** One line of a table: what, ns, and how many times the baseline that is. */
export function line(name: string, ns: number, baseline: number | null, rest = ''): void {
  const rate = ns < 1e6 ? `${(1000 / ns).toFixed(2)} M/s` : ''
  const ratio = baseline === null ? '' : `${(baseline / ns).toFixed(2)} ×`
  console.log(
    `  ${name.padEnd(50)}${ns.toFixed(0).padStart(8)} ns${rate.padStart(12)}${ratio.padStart(10)}   ${rest}`,
  )
}

/** A heading; says what the ratios of the table compare with. */
export function heading(text: string): void {
  console.log(`\n${text}`)
}
