import { type ImportColumn, type ImportRow, readTable } from '../imports/read-table.ts'
import { type ImportReport, type RowProblem, refuseProblems, rowProblem } from '../imports/report.ts'
import type { PlaceKind } from './kinds.ts'
import { newPlaceRow, type PlaceRow, type Trx, takenIds } from './tree.ts'

/** One row names one place from the community down: 3号楼, 2单元, 501. What is above it in the row is made too. */
const columns: readonly ImportColumn[] = [
  { name: 'building', headings: ['楼栋', '楼号', '楼'], required: true },
  { name: 'unit', headings: ['单元'] },
  { name: 'room', headings: ['房间', '房号', '室'] },
  { name: 'site', headings: ['场地', '公共场地'] },
  { name: 'lat', headings: ['纬度', 'latitude'] },
  { name: 'lng', headings: ['经度', 'longitude'] },
]

const levels = ['building', 'unit', 'room', 'site'] as const satisfies readonly PlaceKind[]
const longestName = 100

interface Plan {
  readonly rows: readonly PlaceRow[]
  readonly report: ImportReport
}

/** Which places a table adds below a community; refuses one with problems, unless it is a dry run. */
export async function planPlaces(
  trx: Trx,
  community: PlaceRow,
  table: string,
  dryRun: boolean,
): Promise<Plan> {
  const given = readTable(table, columns)
  const tree = await readTree(trx, community)
  const rows: PlaceRow[] = []
  const problems: RowProblem[] = []
  const firstAt = new Map<string, number>()
  let unchanged = 0
  for (const one of given) {
    const problem = problemOf(one, firstAt)
    if (problem) {
      problems.push(problem)
      continue
    }
    const made = placesOf(one, community, tree)
    if (!Array.isArray(made)) problems.push(made)
    else if (made.length === 0) unchanged++
    else rows.push(...made)
  }
  if (!dryRun) refuseProblems(problems)
  return { rows, report: { rows: given.length, created: rows.length, unchanged, problems } }
}

interface Tree {
  /** Places by parent and name. */
  readonly named: Map<string, PlaceRow>
  readonly taken: Set<string>
}

async function readTree(trx: Trx, { id }: PlaceRow): Promise<Tree> {
  const rows = await trx.selectFrom('places').selectAll().where('community', '=', id).execute()
  return {
    named: new Map(rows.map((row) => [`${row.parent}\n${row.name}`, row])),
    taken: await takenIds(trx),
  }
}

/** The places of a row that are not there yet, from the top down; they are from then on. */
function placesOf(
  { row: at, cells }: ImportRow,
  community: PlaceRow,
  { named, taken }: Tree,
): PlaceRow[] | RowProblem {
  const made: PlaceRow[] = []
  let parent = community
  const given = levels.filter((kind) => cells[kind] !== '')
  for (const kind of given) {
    const name = cells[kind]!
    const known = named.get(`${parent.id}\n${name}`)
    if (known && known.kind !== kind)
      return rowProblem(at, kind, 'place.name-taken', { name, place: known.id })
    if (known) {
      parent = known
      continue
    }
    const spot = kind === given.at(-1) ? { lat: coordinate(cells.lat), lng: coordinate(cells.lng) } : nowhere
    const row = newPlaceRow({ kind, name, ...spot }, parent, taken)
    named.set(`${parent.id}\n${name}`, row)
    taken.add(row.id)
    made.push(row)
    parent = row
  }
  return made
}

const nowhere = { lat: null, lng: null } as const

function coordinate(text: string | undefined): number | null {
  return text === undefined || text === '' ? null : Number(text)
}

function problemOf({ row, cells }: ImportRow, firstAt: Map<string, number>): RowProblem | null {
  const { building, unit, room, site, lat, lng } = cells as Record<(typeof columns)[number]['name'], string>
  if (building === '' && (unit !== '' || room !== '' || site === ''))
    return rowProblem(row, 'building', 'import.empty-cell', { column: '楼栋 building' })
  if (room !== '' && site !== '')
    return rowProblem(row, 'site', 'import.bad-cell', {
      column: '场地 site',
      value: site!,
      wanted: '∅ (房间 room)',
    })
  const long = levels.find((kind) => cells[kind]!.length > longestName)
  if (long)
    return rowProblem(row, long, 'import.bad-cell', {
      column: long,
      value: cells[long]!.slice(0, 20),
      wanted: `≤ ${longestName}`,
    })
  if (!isCoordinate(lat!, 90))
    return rowProblem(row, 'lat', 'import.bad-cell', { column: '纬度 lat', value: lat!, wanted: '-90 … 90' })
  if (!isCoordinate(lng!, 180) || (lat === '') !== (lng === ''))
    return rowProblem(row, 'lng', 'import.bad-cell', {
      column: '经度 lng',
      value: lng!,
      wanted: '-180 … 180',
    })
  return repeated(row, [building, unit, room, site].join('\n'), firstAt)
}

function isCoordinate(text: string, limit: number): boolean {
  return text === '' || (Number.isFinite(Number(text)) && Math.abs(Number(text)) <= limit)
}

function repeated(row: number, key: string, firstAt: Map<string, number>): RowProblem | null {
  const first = firstAt.get(key)
  if (first !== undefined) return rowProblem(row, null, 'import.repeated', { first })
  firstAt.set(key, row)
  return null
}
