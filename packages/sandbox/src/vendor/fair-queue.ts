/** Lets a bounded number of tasks run at once and takes the waiting keys in turn, so that none starves another. */
export interface FairQueue {
  /** Runs the task when it is its turn; null when too many already wait under this key. */
  run<Result>(key: string, task: () => Promise<Result>): Promise<Result> | null
  /** How many wait under the key. */
  waiting(key: string): number
}

/** A queue with `width` places and at most `longest` waiting tasks per key. */
export function createFairQueue(width: number, longest: number): FairQueue {
  const lines = new Map<string, (() => void)[]>()
  let running = 0

  function next(): void {
    running -= 1
    const first = lines.entries().next()
    if (first.done) return
    const [key, line] = first.value
    // Re-inserted at the end: the next free place goes to another key.
    lines.delete(key)
    const start = line.shift()
    if (line.length > 0) lines.set(key, line)
    start?.()
  }

  return {
    run(key, task) {
      if (running < width) {
        running += 1
        return task().finally(next)
      }
      const line = lines.get(key) ?? []
      if (line.length >= longest) return null
      return new Promise((resolve, reject) => {
        line.push(() => {
          running += 1
          task().finally(next).then(resolve, reject)
        })
        lines.set(key, line)
      })
    },
    waiting: (key) => lines.get(key)?.length ?? 0,
  }
}
