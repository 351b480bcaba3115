import type { ObservationRecord } from '../log.ts'
import type { CircleKind } from '../program/compiled-rule.ts'
import { compareObservations } from './held.ts'
import type { Forecast, Ledger } from './ledger.ts'
import type { Outlook } from './outlook.ts'

/** Everything said to one key at one event time that is not settled yet. */
export interface Node {
  readonly time: number
  readonly observations: ObservationRecord[]
  /** The outlook before this instant, where it is kept; the first starts from what is settled. */
  before: Outlook | null
  /** How many of the cell's forecasts come before it, counted from the cell's beginning. */
  said: number
}

/** What is held back for one key, folded early. */
export interface Cell {
  readonly kind: CircleKind
  readonly key: string
  readonly nodes: Node[]
  readonly ledger: Ledger
  /** What fires up to the end of the last instant, without the first `gone` ones, which are settled. */
  forecasts: Forecast[]
  gone: number
  /** How many instants ago the outlook was kept. */
  sinceKept: number
  /** The outlook after the last instant; null: what is settled. */
  end: Outlook | null
  /** True while too much is held back for the key: its early rules wait for the watermark like all others. */
  isBusy: boolean
  /** How many instants at the beginning are settled and still kept: a busy key forgets them in large parts. */
  past: number
  /** What early timers make of it since. */
  tail: { readonly outlook: Outlook; readonly forecasts: readonly Forecast[] } | null
  /** When it is next looked at: for a timer, and because its oldest part is settled. Infinity: not at all. */
  wake: number
  ends: number
}

/** A key of which nothing is held back. */
export function createCell(kind: CircleKind, key: string): Cell {
  return {
    kind,
    key,
    nodes: [],
    ledger: new Map(),
    forecasts: [],
    gone: 0,
    sinceKept: 0,
    end: null,
    isBusy: false,
    past: 0,
    tail: null,
    wake: Infinity,
    ends: Infinity,
  }
}

/** Puts an observation where it belongs; gives the index of the instant to fold again from, -1 for a duplicate. */
export function addTo({ nodes }: Cell, observation: ObservationRecord): number {
  const { time } = observation
  const index = placeOf(nodes, time)
  const same = nodes[index - 1]
  if (same?.time === time) {
    if (same.observations.some((known) => compareObservations(known, observation) === 0)) return -1
    same.observations.push(observation)
    same.observations.sort(compareObservations)
    return index - 1
  }
  const next = nodes[index]
  nodes.splice(index, 0, {
    time,
    observations: [observation],
    before: next?.before ?? null,
    said: next?.said ?? 0,
  })
  return index
}

/** How many instants are not after `time`. Most things come in order: looks at the end first. */
function placeOf(nodes: readonly Node[], time: number): number {
  let [low, high] = [0, nodes.length]
  if (high === 0 || (nodes[high - 1] as Node).time <= time) return high
  while (low < high) {
    const middle = (low + high) >> 1
    if ((nodes[middle] as Node).time <= time) low = middle + 1
    else high = middle
  }
  return low
}

/** So many instants of a busy key are forgotten together. */
const atOnce = 500

/** Forgets instants before `watermark`, and what fired in them. */
export function trimNodes(cell: Cell, watermark: number): void {
  const { nodes, forecasts } = cell
  while (cell.past < nodes.length && (nodes[cell.past] as Node).time < watermark) cell.past += 1
  if (cell.isBusy && cell.past < atOnce) return
  nodes.splice(0, cell.past)
  cell.past = 0
  const gone = nodes[0]?.said ?? cell.gone + forecasts.length
  forecasts.splice(0, gone - cell.gone)
  cell.gone = gone
}

/** Event time of the oldest thing that is not settled, Infinity where there is none. */
export function oldestOf({ nodes, past, ledger }: Cell, settled: number): number {
  let oldest = nodes[past]?.time ?? Infinity
  for (const { at } of ledger.values()) if (at >= settled && at < oldest) oldest = at
  return oldest
}

/** Whether nothing is held back, nothing was said, and no timer runs. */
export function isEmpty({ nodes, ledger, wake }: Cell): boolean {
  return nodes.length === 0 && ledger.size === 0 && wake === Infinity
}
