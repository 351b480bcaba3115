import type { LogLine } from '@linli/sandbox'
import { redact } from './redact.ts'

/** A line of a plugin's log; equal ones that follow each other are one, counted. */
export interface PluginLogLine extends LogLine {
  /** Grows by one a line, over all plugins. */
  readonly seq: number
  /** When it was first written, ms. */
  readonly at: number
  /** When it was last written, ms. */
  readonly last: number
  readonly count: number
}

/** What plugins wrote and how their calls failed, for their vendors. In memory only: it never reaches a disk. */
export interface PluginLog {
  add(plugin: string, lines: readonly LogLine[]): void
  /** The lines of a plugin after `after`, oldest first; at most `limit` of them, the newest. */
  read(plugin: string, after: number, limit: number): readonly PluginLogLine[]
  /** What the plugin's last failed call said; empty where none failed. */
  lastFailure(plugin: string): string
  /** Lines that were dropped because there were too many. */
  dropped(plugin: string): number
}

/** Lines kept of one plugin. */
export const keptLines = 500

/** An empty log. Numbers that look like those of people are masked before a line is kept. */
export function createPluginLog(clock: () => number): PluginLog {
  const logs = new Map<string, { lines: PluginLogLine[]; dropped: number }>()
  let seq = 0

  function add(plugin: string, lines: readonly LogLine[]): void {
    const log = logs.get(plugin) ?? { lines: [], dropped: 0 }
    logs.set(plugin, log)
    const at = clock()
    for (const line of lines) {
      const clean = { ...line, text: redact(line.text) }
      const before = log.lines.at(-1)
      if (before !== undefined && isSame(before, clean))
        log.lines[log.lines.length - 1] = { ...before, last: at, count: before.count + 1 }
      else log.lines.push({ ...clean, seq: ++seq, at, last: at, count: 1 })
    }
    const over = log.lines.length - keptLines
    if (over <= 0) return
    log.lines.splice(0, over)
    log.dropped += over
  }

  return {
    add,
    read: (plugin, after, limit) =>
      (logs.get(plugin)?.lines ?? []).filter((line) => line.seq > after).slice(-limit),
    lastFailure: (plugin) => logs.get(plugin)?.lines.findLast((line) => line.code !== undefined)?.text ?? '',
    dropped: (plugin) => logs.get(plugin)?.dropped ?? 0,
  }
}

function isSame(one: LogLine, other: LogLine): boolean {
  return (
    one.text === other.text &&
    one.level === other.level &&
    one.path === other.path &&
    one.place === other.place &&
    one.code === other.code
  )
}
