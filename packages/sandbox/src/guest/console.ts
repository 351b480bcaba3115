/** What a plugin wrote with `console`, for its vendor's log page. */
export interface GuestLog {
  /** JSON array of `{"level","text","place"}`, or null where nothing was written; empties the log. */
  take(): string | null
}

const mostLines = 20
const longestLine = 400

/** Puts `console` into the guest's world: a few short lines per batch are kept, the rest is dropped. Runs inside the isolate. */
export function installConsole(): GuestLog {
  const stringify = JSON.stringify
  const toText = String
  const RealError = Error
  let lines = ''
  let count = 0

  function show(value: unknown): string {
    try {
      return typeof value === 'object' && value !== null ? (stringify(value) ?? '') : toText(value)
    } catch {
      return '?'
    }
  }

  /** Line and column of the bundle that writes; empty where the guest has hidden it. */
  function place(): string {
    try {
      const { stack } = new RealError()
      return typeof stack === 'string' ? (/bundle\.js:(\d+:\d+)/.exec(stack)?.[1] ?? '') : ''
    } catch {
      return ''
    }
  }

  function write(level: string, values: readonly unknown[]): void {
    if (count >= mostLines) return
    let text = ''
    for (const value of values) text += text === '' ? show(value) : ` ${show(value)}`
    const line = `{"level":"${level}","text":${stringify(text.slice(0, longestLine))},"place":"${place()}"}`
    lines += count === 0 ? line : `,${line}`
    count += 1
  }

  const levels = { debug: 'debug', trace: 'debug', log: 'info', info: 'info', warn: 'warn', error: 'error' }
  const entries = Object.entries(levels).map(([name, level]) => [
    name,
    (...values: unknown[]) => write(level, values),
  ])
  Object.defineProperty(globalThis, 'console', { value: Object.freeze(Object.fromEntries(entries)) })
  return {
    take() {
      if (count === 0) return null
      const text = `[${lines}]`
      lines = ''
      count = 0
      return text
    },
  }
}
