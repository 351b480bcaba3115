import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

const mostUncollected = 8 * 1024 * 1024

/**
 * Counts the texts that come out of isolates. Each stays outside of the heap until a full collection, which V8 sees no
 * reason for as its own heap is small: so we ask for one now and then.
 */
export function createCollector(): (characters: number) => void {
  const collect = globalThis.gc ?? borrowCollection()
  let uncollected = 0
  return (characters) => {
    uncollected += characters
    if (uncollected < mostUncollected) return
    uncollected = 0
    collect()
  }
}

/** Guests' contexts are made after this and have no `gc`. */
function borrowCollection(): () => void {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  setFlagsFromString('--no-expose-gc')
  return collect
}
