import { type Case, openCase, type Plan } from '@linli/flow'
import type { Grade, Text } from '@linli/kernel'
import { sql, type Transaction } from 'kysely'
import type { Change } from '../store/changes.ts'
import { json } from '../store/json.ts'
import type { Database } from '../store/tables.ts'
import { columnsOf } from './row.ts'
import { writeAdvance } from './write.ts'

type Trx = Transaction<Database>

/** What an incident is opened with. */
export interface NewIncident {
  readonly id: string
  readonly community: string
  readonly path: string
  readonly alert: string | null
  readonly installation: string | null
  readonly flow: string | null
  readonly title: Text
  readonly grade: Grade
  readonly place: string | null
  readonly device: string | null
  readonly plan: Plan
  readonly at: number
  readonly by: string | null
  readonly verified: boolean
  readonly note?: string
  readonly photos?: readonly string[]
}

/** Opens an incident with its first task. Opening an id that exists changes nothing. */
export async function openIncident(trx: Trx, incident: NewIncident): Promise<readonly Change[]> {
  const { plan, at, by, verified, note, photos = [], ...row } = incident
  const opened = openCase({
    id: row.id,
    at,
    plan,
    grade: row.grade,
    verified,
    ...(by === null ? {} : { by }),
    given: { ...(note ? { note } : {}), photos },
  })
  const number = await nextNumber(trx, at)
  const columns = { ...columnsOf(opened.case), caseState: json(opened.case), openedAt: at }
  const inserted = await trx
    .insertInto('incidents')
    .values({ ...row, ...columns, number, title: json(row.title) })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst()
  if (inserted.numInsertedOrUpdatedRows === 0n) return []
  const changes = await writeAdvance(trx, { ...row, number }, opened, at)
  return changes.map((change) => (change.resource === 'tasks' ? change : { ...change, op: 'create' }))
}

/** Takes an incident up again whose alert came back after it had ended as withdrawn. */
export async function reopenIncident(
  trx: Trx,
  row: {
    readonly id: string
    readonly community: string
    readonly path: string
    readonly alert: string | null
    readonly number: string
  },
  ended: Case,
  at: number,
): Promise<readonly Change[]> {
  const again = openCase({ id: row.id, at, plan: ended.plan, grade: ended.grade, after: ended })
  return writeAdvance(trx, row, again, at)
}

const chinaOffset = 8 * 3_600_000

/** `SJ20261121-0007`: what people call an incident on the telephone. Days are China's. */
async function nextNumber(trx: Trx, at: number): Promise<string> {
  const day = new Date(at + chinaOffset).toISOString().slice(0, 10).replaceAll('-', '')
  const { value } = await trx
    .insertInto('counters')
    .values({ key: `incident-number.${day}`, value: 1 })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: sql<number>`counters.value + 1` }))
    .returning('value')
    .executeTakeFirstOrThrow()
  return `SJ${day}-${String(value).padStart(4, '0')}`
}
