import type { Text } from '@linli/kernel'

/** A node of the tree from city to room. `path` holds the ids from the city down, joined by dots. */
export interface DemoPlace {
  readonly path: string
  readonly kind: 'city' | 'district' | 'street' | 'community' | 'building' | 'unit' | 'room'
  readonly name: Text
}

/** The demo community's own path. */
export const communityPath = 'yunxi.qinghe.liuyin.wutong'

/** The id of the place at a path: its last part, unique by itself. */
export const placeAt = (path: string): string => path.slice(path.lastIndexOf('.') + 1)

/** Path of a building, a unit or a room: `at(1)`, `at(1, 2)`, `at(1, 2, 301)`. */
export function at(building: number, unit?: number, room?: number): string {
  const parts = [communityPath, `b${building}`]
  if (unit !== undefined) parts.push(`b${building}-u${unit}`)
  if (room !== undefined) parts.push(`b${building}-u${unit}-r${room}`)
  return parts.join('.')
}

const buildings = [1, 2, 3]
const units = [1, 2]
const rooms = [101, 102, 201, 202, 301, 302]

const above: readonly DemoPlace[] = [
  { path: 'yunxi', kind: 'city', name: { zh: '云溪市', en: 'Yunxi City' } },
  { path: 'yunxi.qinghe', kind: 'district', name: { zh: '青禾区', en: 'Qinghe District' } },
  { path: 'yunxi.qinghe.liuyin', kind: 'street', name: { zh: '柳荫街道', en: 'Liuyin Street' } },
  { path: communityPath, kind: 'community', name: { zh: '梧桐社区', en: 'Wutong Community' } },
]

/** Every place, parents first: one community with three buildings of two units and six homes each. */
export const demoPlaces: readonly DemoPlace[] = [
  ...above,
  ...buildings.flatMap((building) => [
    {
      path: at(building),
      kind: 'building' as const,
      name: { zh: `${building}号楼`, en: `Building ${building}` },
    },
    ...units.flatMap((unit) => [
      { path: at(building, unit), kind: 'unit' as const, name: { zh: `${unit}单元`, en: `Unit ${unit}` } },
      ...rooms.map((room) => ({
        path: at(building, unit, room),
        kind: 'room' as const,
        name: { zh: `${room}室`, en: `Room ${room}` },
      })),
    ]),
  ]),
]
