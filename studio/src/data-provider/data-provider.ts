import type { DataProvider, RaRecord } from 'react-admin'
import { call } from '../api/call.ts'

interface Page<Row> {
  readonly items: readonly Row[]
  readonly total: number
}

/** Largest page the API gives. */
export const pageLimit = 200

/** react-admin on the Linli API. Lists are `{items, total}`; handling steps are calls of their own, never an update. */
export const dataProvider: DataProvider = {
  getList: async (resource, { pagination, sort, filter, signal }) => {
    const { page = 1, perPage = 25 } = pagination ?? {}
    const order =
      sort?.field && sort.field !== 'id' ? { sort: sort.field, order: sort.order.toLowerCase() } : {}
    const read = (offset: number, limit: number) =>
      call<Page<never>>('GET', resource, {
        query: { limit, offset, ...order, ...filter },
        ...(signal ? { signal } : {}),
      })
    const { items, total } = await readPages(read, (page - 1) * perPage, perPage)
    return { data: items, total }
  },
  getOne: async (resource, { id, signal }) => ({
    data: await call('GET', `${resource}/${encodeURIComponent(id)}`, signal ? { signal } : {}),
  }),
  getMany: async (resource, { ids }) => ({
    data: await Promise.all(ids.map((id) => call<never>('GET', `${resource}/${encodeURIComponent(id)}`))),
  }),
  getManyReference: async (resource, { target, id, pagination, sort, filter }) =>
    dataProvider.getList(resource, { pagination, sort, filter: { ...filter, [target]: id } }),
  create: async (resource, { data }) => ({ data: await call('POST', resource, { body: data }) }),
  update: async (resource, { id, data }) => ({
    data: await call('PATCH', `${resource}/${encodeURIComponent(id)}`, { body: data }),
  }),
  updateMany: async (resource, { ids, data }) => {
    await Promise.all(
      ids.map((id) => call<RaRecord>('PATCH', `${resource}/${encodeURIComponent(id)}`, { body: data })),
    )
    return { data: ids }
  },
  delete: async (resource, { id }) => ({
    data: await call('DELETE', `${resource}/${encodeURIComponent(id)}`),
  }),
  deleteMany: async (resource, { ids }) => {
    await Promise.all(ids.map((id) => call('DELETE', `${resource}/${encodeURIComponent(id)}`)))
    return { data: ids }
  },
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
