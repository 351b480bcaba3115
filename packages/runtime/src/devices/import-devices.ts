import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import { type ImportColumn, type ImportRow, readTable } from '../imports/read-table.ts'
import { type ImportReport, type RowProblem, rowProblem } from '../imports/report.ts'
import type { Roster } from '../installations/roster.ts'
import { plainAddress } from '../sources/dialects/address.ts'
import type { Database } from '../store/tables.ts'
import type { DeviceInput } from './devices.ts'
import { isKnownModel, mayUse, modelOf, sourceKinds } from './fitting.ts'

/** One row is one device. Model, place and source are given by id, or by what they are called where that means one only. */
const columns: readonly ImportColumn[] = [
  { name: 'name', headings: ['名称', '设备名称'], required: true },
  { name: 'model', headings: ['物模型', '设备类型', 'device model'], required: true },
  { name: 'place', headings: ['空间', '位置', '安装位置'], required: true },
  { name: 'source', headings: ['数据源'] },
  { name: 'address', headings: ['通信地址', '地址'] },
  { name: 'id', headings: ['编号', '设备编号'] },
]

/** What the cells of a table can mean. */
interface Known {
  readonly models: Choices
  readonly places: Choices
  readonly paths: ReadonlyMap<string, string>
  readonly sources: Choices
  readonly specs: ReadonlyMap<string, SourceSpecName>
  readonly ids: Set<string>
  /** Who has a source's address, by `source\naddress`; rows of the table join as they pass. */
  readonly addresses: Map<string, string>
}

interface SourceSpecName {
  readonly plugin: string | null
  readonly spec: string | null
  readonly dialect: string
}

/** Ids by what people may write for them. */
type Choices = ReadonlyMap<string, readonly string[]>

/** Which devices a table registers in a community, and what is wrong with it. Rows that say what is there already are counted. */
export async function planDevices(
  db: Kysely<Database>,
  roster: Roster,
  community: string,
  table: string,
): Promise<{ readonly rows: readonly DeviceInput[]; readonly report: ImportReport }> {
  const given = readTable(table, columns)
  const known = await readKnown(db, roster, community)
  const standing = await db
    .selectFrom('devices')
    .select(['id', 'name', 'model', 'place', 'source', 'address'])
    .where('community', '=', community)
    .execute()
  const same = new Set(
    standing.map((one) => [one.name, one.model, one.place, one.source, one.address].join('\n')),
  )
  const rows: DeviceInput[] = []
  const problems: RowProblem[] = []
  let unchanged = 0
  for (const one of given) {
    const device = deviceOf(one, community, known, roster)
    if ('code' in device) problems.push(device)
    else if (same.has([device.name, device.model, device.place, device.source, device.address].join('\n')))
      unchanged++
    else {
      const problem = taken(one, device, known)
      if (problem) problems.push(problem)
      else rows.push(device)
    }
  }
  return { rows, report: { rows: given.length, created: rows.length, unchanged, problems } }
}

function deviceOf(
  { row, cells }: ImportRow,
  community: string,
  known: Known,
  roster: Roster,
): DeviceInput | RowProblem {
  const cell = (name: string) => cells[name] ?? ''
  for (const [name, column] of [
    ['name', '名称 name'],
    ['model', '物模型 model'],
    ['place', '空间 place'],
  ] as const)
    if (cell(name) === '') return rowProblem(row, name, 'import.empty-cell', { column })
  if (cell('name').length > 100)
    return rowProblem(row, 'name', 'import.bad-cell', {
      column: '名称 name',
      value: cell('name').slice(0, 20),
      wanted: '≤ 100',
    })
  if (cell('id') !== '' && !/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(cell('id')))
    return rowProblem(row, 'id', 'import.bad-cell', {
      column: '编号 id',
      value: cell('id'),
      wanted: 'A-Z a-z 0-9 . _ -',
    })
  const model = isKnownModel(cell('model'), roster) ? cell('model') : one(known.models, cell('model'))
  if (typeof model !== 'string')
    return (
      unclear(row, 'model', cell('model'), model) ??
      rowProblem(row, 'model', 'device.unknown-model', { model: cell('model') })
    )
  const place = one(known.places, cell('place'))
  if (typeof place !== 'string')
    return (
      unclear(row, 'place', cell('place'), place) ??
      rowProblem(row, 'place', 'device.no-place', { place: cell('place') })
    )
  const source = cell('source') === '' ? null : one(known.sources, cell('source'))
  if (source !== null && typeof source !== 'string')
    return (
      unclear(row, 'source', cell('source'), source) ??
      rowProblem(row, 'source', 'connection.unknown', { source: cell('source') })
    )
  if (source !== null && !mayUse(model, known.specs.get(source)!, roster)) {
    const { plugin, spec } = known.specs.get(source)!
    const kinds = sourceKinds(model, roster).join(', ') || '-'
    return rowProblem(row, 'source', 'device.source-mismatch', {
      model,
      source: cell('source'),
      plugin: plugin ?? '-',
      spec: spec ?? '-',
      known: kinds,
    })
  }
  if (source !== null && cell('address') === '')
    return rowProblem(row, 'address', 'import.empty-cell', { column: '通信地址 address' })
  return {
    id: cell('id') || randomUUID(),
    community,
    path: known.paths.get(place) ?? '',
    model,
    name: cell('name'),
    place,
    source,
    address: addressOf(cell('address'), source, known),
  }
}

const addressOf = (cell: string, source: string | null, { specs }: Known) =>
  cell === '' ? null : plainAddress(source === null ? undefined : specs.get(source)?.dialect, cell)

/** Ids and addresses are each one's own, in the table too. */
function taken(
  { row }: ImportRow,
  { id, source, address }: DeviceInput,
  { ids, addresses }: Known,
): RowProblem | null {
  if (ids.has(id)) return rowProblem(row, 'id', 'device.exists', { device: id })
  const key = `${source}\n${address}`
  const owner = source === null || address === null ? undefined : addresses.get(key)
  if (owner !== undefined)
    return rowProblem(row, 'address', 'device.address-taken', {
      address: address!,
      source: source!,
      device: owner,
    })
  ids.add(id)
  if (source !== null && address !== null) addresses.set(key, id)
  return null
}

/** The one id that a text stands for; several, or none. */
function one(choices: Choices, text: string): string | readonly string[] {
  const found = choices.get(text.replaceAll(/\s+/g, ' ')) ?? []
  return found.length === 1 ? found[0]! : found
}

function unclear(row: number, column: string, value: string, found: readonly string[]): RowProblem | null {
  if (found.length === 0) return null
  return rowProblem(row, column, 'import.ambiguous', { column, value, found: found.slice(0, 5).join(', ') })
}

async function readKnown(db: Kysely<Database>, roster: Roster, community: string): Promise<Known> {
  const places = await db.selectFrom('places').selectAll().where('community', '=', community).execute()
  const sources = await db.selectFrom('sources').selectAll().where('community', '=', community).execute()
  const devices = await db.selectFrom('devices').select(['id', 'source', 'address']).execute()
  const names = new Map(places.map((place) => [place.id, place.name]))
  const wordsOf = (path: string) => path.split('.').flatMap((id) => names.get(id) ?? [])
  return {
    models: choicesOf(modelNames(roster)),
    places: choicesOf(
      places.flatMap(({ id, path }) => {
        const words = wordsOf(path)
        return [
          [id, id],
          [words.join(' '), id],
          [words.slice(1).join(' '), id],
        ] as const
      }),
    ),
    paths: new Map(places.map((place) => [place.id, place.path])),
    sources: choicesOf(
      sources.flatMap(
        ({ id, name }) =>
          [
            [id, id],
            [name, id],
          ] as const,
      ),
    ),
    specs: new Map(sources.map(({ id, plugin, spec, dialect }) => [id, { plugin, spec, dialect }])),
    ids: new Set(devices.map((device) => device.id)),
    addresses: new Map(devices.map(({ id, source, address }) => [`${source}\n${address}`, id])),
  }
}

function modelNames(roster: Roster): readonly (readonly [string, string])[] {
  return roster.scenarios().flatMap(({ contract }) =>
    Object.keys(contract.devices).flatMap((name) => {
      const id = `${contract.id}/${name}`
      const title = modelOf(id, roster)?.title
      return title
        ? ([
            [title.zh, id],
            [title.en, id],
          ] as const)
        : []
    }),
  )
}

function choicesOf(pairs: readonly (readonly [string, string])[]): Choices {
  const grouped = Map.groupBy(
    pairs.filter(([words]) => words !== ''),
    ([words]) => words,
  )
  return new Map([...grouped].map(([words, some]) => [words, [...new Set(some.map(([, id]) => id))]]))
}
