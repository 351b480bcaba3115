const beat = 5
const latest = 25

/** How long something took, and whether this process was served promptly meanwhile, so that the time means anything. */
export interface Timed<Result> {
  readonly result: Result
  readonly took: number
  readonly quiet: boolean
}

/** Times a piece of work while a metronome listens for how busy the machine is with other things. */
export async function timed<Result>(work: () => Promise<Result>): Promise<Timed<Result>> {
  let last = performance.now()
  let worst = 0
  const metronome = setInterval(() => {
    const now = performance.now()
    worst = Math.max(worst, now - last - beat)
    last = now
  }, beat)
  const started = performance.now()
  const result = await work()
  clearInterval(metronome)
  return { result, took: performance.now() - started, quiet: worst < latest }
}
