import { expect, test } from 'vitest'
import { type PlaceRow, pathWords } from './use-places.ts'

const place = (
  id: string,
  kind: PlaceRow['kind'],
  name: string,
  parent: string | null,
): [string, PlaceRow] => [id, { id, kind, name, parent, path: id, community: 'lake', lat: null, lng: null }]
const tree = new Map([
  place('city', 'city', '北城市', null),
  place('lake', 'community', '南湖社区', 'city'),
  place('b3', 'building', '3 号楼', 'lake'),
  place('u2', 'unit', '2 单元', 'b3'),
])

test('a place is named from its community down', () => {
  expect(pathWords('u2', tree)).toBe('南湖社区 3 号楼 2 单元')
  expect(pathWords('city.lake.b3', tree)).toBe('南湖社区 3 号楼')
})

test('what stands above communities has its own name only', () => {
  expect(pathWords('city', tree)).toBe('北城市')
})

test('a place the reader may not see keeps its id', () => {
  expect(pathWords('city.lake.b9', tree)).toBe('b9')
})
