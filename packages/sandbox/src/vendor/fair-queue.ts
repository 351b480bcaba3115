/** Lets a bounded number of tasks run at once and takes the waiting keys in turn, so that none starves another. */
export interface FairQueue {
  /** Runs the task when it is its turn; null when too many already wait under this key. */
  run<Result>(key: string, task: () => Promise<Result>): Promise<Result> | null
  /** How many wait under the key. */
  waiting(key: string): number
}

/** How many tasks run at once, in all and under one key, and how many may wait under one. */
export interface FairQueueSize {
  readonly width: number
  readonly widthPerKey: number
  readonly longest: number
}

interface Line {
  running: number
  readonly waiting: (() => void)[]
}

/** A queue with these bounds. */
export function createFairQueue({ width, widthPerKey, longest }: FairQueueSize): FairQueue {
  const lines = new Map<string, Line>()
  let running = 0

  function begin(line: Line): void {
    running += 1
    line.running += 1
  }

  function end(key: string, line: Line): void {
    running -= 1
    line.running -= 1
    if (line.running === 0 && line.waiting.length === 0 && lines.get(key) === line) lines.delete(key)
    startNext()
  }

  function startNext(): void {
    for (const [key, line] of lines) {
      if (running >= width) return
      if (line.running >= widthPerKey || line.waiting.length === 0) continue
      // To the end: the next free place goes to another key.
      lines.delete(key)
      lines.set(key, line)
      line.waiting.shift()?.()
      return
    }
  }

  return {
    run(key, task) {
      const line = lines.get(key) ?? { running: 0, waiting: [] }
      lines.set(key, line)
      if (running < width && line.running < widthPerKey) {
        begin(line)
        return task().finally(() => end(key, line))
      }
      if (line.waiting.length >= longest) return null
      return new Promise((resolve, reject) => {
        line.waiting.push(() => {
          begin(line)
          task()
            .finally(() => end(key, line))
            .then(resolve, reject)
        })
      })
    },
    waiting: (key) => lines.get(key)?.waiting.length ?? 0,
  }
}
