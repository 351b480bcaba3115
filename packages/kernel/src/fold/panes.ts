import type { CompiledWindow } from '../program/windows.ts'

/** What the reports of one short stretch come to. */
export interface Pane {
  /** Which stretch: its beginning divided by the window's pane. */
  readonly index: number
  readonly count: number
  readonly sum: number
  readonly min: number
  readonly max: number
  readonly first: number
  readonly last: number
}

/** The panes of one window, oldest first. Windows are computed from them anew each time: nothing is subtracted. */
export type Panes = readonly Pane[]

/** The panes with one more report, without those that can no longer be looked at. */
export function addSample(window: CompiledWindow, panes: Panes, value: number, time: number): Panes {
  const index = Math.floor(time / window.pane)
  const kept = panes.filter((pane) => pane.index > index - keptPanes(window) && pane.index < index)
  const same = panes.find((pane) => pane.index === index)
  return [
    ...kept,
    same
      ? joined(same, value)
      : { index, count: 1, sum: value, min: value, max: value, first: value, last: value },
  ]
}

function joined(pane: Pane, value: number): Pane {
  return {
    index: pane.index,
    count: pane.count + 1,
    sum: pane.sum + value,
    min: Math.min(pane.min, value),
    max: Math.max(pane.max, value),
    first: pane.first,
    last: value,
  }
}

/** A tumbling window shows the stretch before the one that is filled. */
function keptPanes({ panes, tumbling }: CompiledWindow): number {
  return tumbling ? 2 : panes
}

/** The panes that a window shows at a moment. */
export function shown(window: CompiledWindow, panes: Panes, now: number): Panes {
  const index = Math.floor(now / window.pane)
  if (window.tumbling) return panes.filter((pane) => pane.index === index - 1)
  return panes.filter((pane) => pane.index > index - window.panes && pane.index <= index)
}

/** What a window shows at a moment; undefined where it has nothing to show. */
export function windowValue(window: CompiledWindow, panes: Panes, now: number): number | undefined {
  const seen = shown(window, panes, now)
  const [first] = seen
  if (window.fn === 'count') return seen.reduce((sum, pane) => sum + pane.count, 0)
  if (first === undefined) return undefined
  switch (window.fn) {
    case 'min':
      return seen.reduce((least, pane) => Math.min(least, pane.min), Infinity)
    case 'max':
      return seen.reduce((most, pane) => Math.max(most, pane.max), -Infinity)
    case 'sum':
      return seen.reduce((sum, pane) => sum + pane.sum, 0)
    case 'mean':
      return seen.reduce((sum, pane) => sum + pane.sum, 0) / seen.reduce((sum, pane) => sum + pane.count, 0)
    case 'last':
      return seen.at(-1)?.last
    case 'change':
      return (seen.at(-1)?.last ?? 0) - first.first
  }
}

/** The next moment after `now` at which a window shows something else although nothing is said. */
export function nextShown(window: CompiledWindow, panes: Panes, now: number): number {
  let next = Infinity
  for (const { index } of panes) {
    const edges = window.tumbling
      ? [(index + 1) * window.pane, (index + 2) * window.pane]
      : [(index + window.panes) * window.pane]
    for (const edge of edges) if (edge > now && edge < next) next = edge
  }
  return next
}
