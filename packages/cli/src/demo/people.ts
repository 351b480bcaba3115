import { at, demoPlaces } from './place.ts'

/** A made-up resident. Phone numbers are of a range nobody is given. */
export interface DemoPerson {
  readonly id: string
  readonly name: string
  readonly phone: string
  readonly bornIn: number
}

/** Who belongs to which home, and how. */
export interface DemoRelation {
  readonly person: string
  readonly place: string
  readonly kind: 'owner' | 'family' | 'tenant'
}

const surnames = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜'
const givenNames = [
  '禾',
  '溪文',
  '梧',
  '青竹',
  '柳',
  '云帆',
  '桐',
  '石',
  '小满',
  '谷雨',
  '清和',
  '白露',
  '秋实',
  '知秋',
  '冬至',
  '望舒',
  '听雨',
  '晚晴',
]

/** Homes where an older person lives alone and agreed to be looked after. */
export const careHomes: readonly { readonly home: string; readonly place: string }[] = [
  { home: '1-1-101', place: at(1, 1, 101) },
  { home: '1-2-301', place: at(1, 2, 301) },
  { home: '2-1-202', place: at(2, 1, 202) },
  { home: '3-2-102', place: at(3, 2, 102) },
]

const homes = demoPlaces.filter((place) => place.kind === 'room')
const alone = new Set(careHomes.map(({ place }) => place))

interface Household {
  readonly people: readonly DemoPerson[]
  readonly relations: readonly DemoRelation[]
}

function household(place: string, index: number): Household {
  const size = alone.has(place) ? 1 : 1 + (index % 3)
  const people = Array.from({ length: size }, (_, member) => personOf(index, member, alone.has(place)))
  const relations = people.map(({ id }, member) => ({
    person: id,
    place,
    kind: member > 0 ? ('family' as const) : index % 5 === 4 ? ('tenant' as const) : ('owner' as const),
  }))
  return { people, relations }
}

function personOf(index: number, member: number, old: boolean): DemoPerson {
  const serial = index * 3 + member
  const given = givenNames[(serial * 5 + Math.floor(serial / surnames.length)) % givenNames.length]!
  return {
    id: `person-${String(serial + 1).padStart(3, '0')}`,
    name: `${surnames[serial % surnames.length]}${given}`,
    phone: `100000${String(10_000 + serial)}`,
    bornIn: old ? 1938 + (index % 8) : 1955 + ((serial * 11) % 50),
  }
}

const households = homes.map((place, index) => household(place.path, index))

/** The residents of all homes. */
export const demoPeople: readonly DemoPerson[] = households.flatMap(({ people }) => people)

/** Person–home relations. */
export const demoRelations: readonly DemoRelation[] = households.flatMap(({ relations }) => relations)

/** The first person of a home. */
export function headOf(place: string): DemoPerson {
  const relation = demoRelations.find((candidate) => candidate.place === place)
  return demoPeople.find(({ id }) => id === relation?.person)!
}
