/** Lets a bounded number of tasks run at once and takes the waiting keys in turn, so that none starves another. */
export interface FairQueue {
  /** Runs the task when it is its turn; null when too many already wait under this key. */
  run<Result>(key: string, task: () => Promise<Result>): Promise<Result> | null
  /** How many wait under the key. */
  waiting(key: string): number
  /** Looks at once whether somebody can go on; for when waiting times became shorter. */
  look(): void
}

/** How many tasks run at once, in all and under one key, and how many may wait under one. */
export interface FairQueueSize {
  readonly width: number
  readonly widthPerKey: number
  readonly longest: number
  /** Milliseconds until a key may run again. Who has to wait holds no place meanwhile. Default: nobody waits. */
  readonly wait?: (key: string) => number
}

interface Line {
  running: number
  readonly waiting: (() => void)[]
}

/** A queue with these bounds. */
export function createFairQueue({ width, widthPerKey, longest, wait = () => 0 }: FairQueueSize): FairQueue {
  const lines = new Map<string, Line>()
  let running = 0
  let timer: NodeJS.Timeout | null = null

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
    let soonest = Number.POSITIVE_INFINITY
    for (const [key, line] of lines) {
      if (running >= width) return
      if (line.running >= widthPerKey || line.waiting.length === 0) continue
      const left = wait(key)
      if (left > 0) {
        soonest = Math.min(soonest, left)
        continue
      }
      // To the end: the next free place goes to another key.
      lines.delete(key)
      lines.set(key, line)
      line.waiting.shift()?.()
      return
    }
    if (soonest < Number.POSITIVE_INFINITY) lookIn(soonest)
  }

  function lookIn(left: number): void {
    if (timer !== null) return
    timer = setTimeout(look, Math.min(left, 1000))
  }

  /** As many as may: one that starts takes a place and says nothing about the next. */
  function look(): void {
    if (timer !== null) clearTimeout(timer)
    timer = null
    let before = -1
    while (before !== running) {
      before = running
      startNext()
    }
  }

  return {
    run(key, task) {
      const line = lines.get(key) ?? { running: 0, waiting: [] }
      lines.set(key, line)
      if (running < width && line.running < widthPerKey && line.waiting.length === 0 && wait(key) === 0) {
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
        look()
      })
    },
    waiting: (key) => lines.get(key)?.waiting.length ?? 0,
    look,
  }
}
