import { LinliError } from '@linli/client'
import type { DataProvider } from 'react-admin'
import { answered, api } from '../api/client.ts'

/** Largest page most of the API's lists give. */
export const pageLimit = 200

interface Page<Row> {
  readonly items: readonly Row[]
  readonly total: number
}

/**
 * react-admin on the Linli API. Lists are `{items, total}`. Nothing is written through it: a step of handling, a draft,
 * a command are calls of their own, never an update of a row.
 */
export const dataProvider: DataProvider = {
  getList: async (resource, { pagination, sort, filter, signal }) => {
    const { page = 1, perPage = 25 } = pagination ?? {}
    const order =
      sort?.field && sort.field !== 'id' ? { sort: sort.field, order: sort.order.toLowerCase() } : {}
    const read = (offset: number, limit: number) =>
      readList(resource, { limit, offset, ...order, ...filter }, signal)
    const { items, total } = await readPages(read, (page - 1) * perPage, perPage)
    return { data: items, total }
  },
  getOne: async (resource, { id, signal }) => ({ data: await readOne(resource, String(id), signal) }),
  getMany: async (resource, { ids, signal }) => ({
    data: await Promise.all(ids.map((id) => readOne(resource, String(id), signal))),
  }),
  getManyReference: async (resource, { target, id, pagination, sort, filter }) =>
    dataProvider.getList(resource, { pagination, sort, filter: { ...filter, [target]: id } }),
  create: refuse,
  update: refuse,
  updateMany: refuse,
  delete: refuse,
  deleteMany: refuse,
}

/** react-admin names resources at run time; every list of the API has this form. */
function readList(resource: string, query: object, signal: AbortSignal | undefined): Promise<Page<never>> {
  const init = { params: { query }, ...(signal ? { signal } : {}) }
  return answered(api.GET(`/api/${resource}` as '/api/devices', init)) as Promise<unknown> as Promise<
    Page<never>
  >
}

function readOne(resource: string, id: string, signal: AbortSignal | undefined): Promise<never> {
  const init = { params: { path: { id } }, ...(signal ? { signal } : {}) }
  return answered(
    api.GET(`/api/${resource}/{id}` as '/api/devices/{id}', init),
  ) as Promise<unknown> as Promise<never>
}

/** Reads `count` rows from `start`, in as many pages as the API needs for it. */
export async function readPages<Row>(
  read: (offset: number, limit: number) => Promise<Page<Row>>,
  start: number,
  count: number,
): Promise<{ readonly items: Row[]; readonly total: number }> {
  const items: Row[] = []
  let total = 0
  do {
    const answer = await read(start + items.length, Math.min(pageLimit, count - items.length))
    items.push(...answer.items)
    total = answer.total
    if (answer.items.length === 0) break
  } while (items.length < count && start + items.length < total)
  return { items, total }
}

/** Never reached by the studio's own pages; answers whoever adds a stock form of react-admin. */
async function refuse(): Promise<never> {
  const message = 'The studio writes through calls of their own, not through the data provider'
  throw new LinliError(405, { error: { code: 'studio.read-only', message, fault: 'platform', params: {} } })
}
