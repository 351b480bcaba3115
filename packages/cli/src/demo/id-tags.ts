import { headOf } from './people.ts'
import { at } from './place.ts'

/** A made-up charging card. */
export interface DemoIdTag {
  readonly tag: string
  readonly status: 'Accepted' | 'Blocked' | 'Expired'
  readonly holder: string
}

const holders: readonly (readonly [building: number, unit: number, room: number])[] = [
  [1, 1, 102],
  [1, 2, 202],
  [2, 1, 301],
  [2, 2, 102],
  [3, 1, 202],
  [3, 2, 201],
]

/** Cards that may charge, and one that was lost. */
export const demoIdTags: readonly DemoIdTag[] = [
  ...holders.map(([building, unit, room], index) => ({
    tag: `WT2600${String(index + 1).padStart(2, '0')}`,
    status: 'Accepted' as const,
    holder: headOf(at(building, unit, room)).name,
  })),
  { tag: 'WT260099', status: 'Blocked', holder: headOf(at(3, 1, 101)).name },
]
