import { readDuration } from '../duration.ts'
import type { Program } from '../log.ts'
import type { Aggregate, Rule } from '../rule.ts'

/** An aggregate with its lengths in ms. */
export interface CompiledWindow {
  /** The name it is read by: `aggregate.<name>` or `change`. */
  readonly name: string
  readonly of: string
  readonly fn: Aggregate['fn']
  /** Width of a pane, and how many of them are looked at. */
  readonly pane: number
  readonly panes: number
  readonly tumbling: boolean
}

/** Into how many panes a sliding window is divided. */
const division = 60

/** The windows of a rule, `change` first; null where one cannot be compiled. */
export function compileWindows(rule: Rule, program: Program): CompiledWindow[] | null {
  const { change, aggregate = {} } = rule
  const specs: (readonly [string, Aggregate])[] = Object.entries(aggregate).map(
    ([name, spec]) => [`aggregate.${name}`, spec] as const,
  )
  if (change) specs.unshift(['change', { of: change.of, fn: 'change', over: change.within }])
  const windows: CompiledWindow[] = []
  for (const [name, spec] of specs) {
    const over = readDuration(spec.over, program.settings)
    if (over === null) return null
    const tumbling = spec.window === 'tumbling'
    const pane = tumbling ? over : Math.max(1, Math.ceil(over / division))
    windows.push({
      name,
      of: spec.of,
      fn: spec.fn,
      pane,
      panes: tumbling ? 1 : Math.ceil(over / pane),
      tumbling,
    })
  }
  return windows
}
