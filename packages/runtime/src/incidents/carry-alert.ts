import { createHash } from 'node:crypto'
import { advance, type Input } from '@linli/flow'
import type { Action } from '@linli/kernel'
import type { Selectable, Transaction } from 'kysely'
import type { Change } from '../store/changes.ts'
import { json } from '../store/json.ts'
import type { Alerts, Effects } from '../store/tables/handling.ts'
import type { Database } from '../store/tables.ts'
import { openIncident, reopenIncident } from './open.ts'
import { type ContractSource, planFor } from './plan-for.ts'
import { caseOf } from './row.ts'
import { writeAdvance } from './write.ts'

type Trx = Transaction<Database>
type StoredEffect = Selectable<Effects>
type AlertRow = Selectable<Alerts>
type AlertAction = Extract<Action, { readonly alert: unknown }>['alert']

/**
 * Carries out an alert effect inside the transaction that ticks it off: raises, amends, replaces or withdraws. A
 * revision that was carried out already changes nothing.
 */
export async function carryAlert(
  trx: Trx,
  contracts: ContractSource,
  effect: StoredEffect,
  now: number,
): Promise<readonly Change[]> {
  if (!('alert' in effect.action)) return []
  const known = await find(trx, effect.effectId)
  if (known)
    return known.revision >= effect.revision ? [] : update(trx, known, effect, effect.action.alert, now)
  if (effect.op === 'replace' && effect.replaces !== null) {
    const old = await find(trx, effect.replaces)
    if (old) return replace(trx, old, effect, effect.action.alert, now)
  }
  return effect.op === 'withdraw' ? [] : raise(trx, contracts, effect, effect.action.alert, now)
}

function find(trx: Trx, effectId: string): Promise<AlertRow | undefined> {
  return trx.selectFrom('alerts').selectAll().where('effectId', '=', effectId).executeTakeFirst()
}

async function raise(
  trx: Trx,
  contracts: ContractSource,
  effect: StoredEffect,
  action: AlertAction,
  now: number,
): Promise<readonly Change[]> {
  const id = idOf(effect.effectId)
  const where = await placeOf(trx, effect)
  const { community, installation, rule, key, onset, revision } = effect
  const grade = action.grade ?? effect.grade
  const flow = action.flow ?? null
  const inserted = await trx
    .insertInto('alerts')
    .values({
      id,
      effectId: effect.effectId,
      community,
      installation,
      rule,
      key,
      onset,
      revision,
      grade,
      flow,
      ...where,
      device: effect.cause.device,
      title: json(action.title),
      detail: json(action.detail ?? {}),
      reason: null,
      raisedAt: now,
      incident: id,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  // The row of an effect that was replaced since keeps the id made of its first effect.
  if (inserted.numInsertedOrUpdatedRows === 0n) return []
  const plan = await planFor(trx, contracts, installation, flow)
  const opened = {
    id,
    community,
    alert: id,
    installation,
    flow,
    title: action.title,
    grade,
    device: effect.cause.device,
    ...where,
  }
  return openIncident(trx, { ...opened, plan, at: now, by: null, verified: false })
}

async function update(
  trx: Trx,
  alert: AlertRow,
  effect: StoredEffect,
  action: AlertAction,
  now: number,
): Promise<readonly Change[]> {
  await rewrite(trx, alert, effect, effect.op === 'withdraw' ? null : action)
  switch (effect.op) {
    case 'withdraw':
      return apply(trx, alert, { type: 'withdrawn', at: now, reason: effect.reason ?? '' }, now)
    case 'amend':
      return apply(trx, alert, { type: 'amended', at: now, grade: action.grade ?? effect.grade }, now)
    case 'replace':
    case 'assert':
      return again(trx, alert, effect, now)
  }
}

async function replace(
  trx: Trx,
  alert: AlertRow,
  effect: StoredEffect,
  action: AlertAction,
  now: number,
): Promise<readonly Change[]> {
  await rewrite(trx, alert, effect, action)
  return again(trx, alert, effect, now)
}

/** The alert stands after all: one that had been withdrawn untouched is taken up again, any other says so. */
async function again(
  trx: Trx,
  alert: AlertRow,
  effect: StoredEffect,
  now: number,
): Promise<readonly Change[]> {
  const row = await trx
    .selectFrom('incidents')
    .selectAll()
    .where('alert', '=', alert.id)
    .forUpdate()
    .executeTakeFirst()
  if (row?.outcome === 'withdrawn') return reopenIncident(trx, row, caseOf(row), now)
  return apply(trx, alert, { type: 'replaced', at: now, reason: effect.reason ?? '' }, now)
}

async function apply(trx: Trx, alert: AlertRow, input: Input, now: number): Promise<readonly Change[]> {
  const row = await trx
    .selectFrom('incidents')
    .selectAll()
    .where('alert', '=', alert.id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return []
  const result = advance(caseOf(row), input)
  const written = result.ok ? await writeAdvance(trx, row, result, now) : []
  if (written.length > 0) return written
  const { community, path, id } = alert
  return [{ community, path, resource: 'alerts', id, op: 'update', at: now }]
}

/** The alert carries the newest effect's id and revision, and what it says. */
async function rewrite(
  trx: Trx,
  alert: AlertRow,
  effect: StoredEffect,
  action: AlertAction | null,
): Promise<void> {
  const content = action && {
    title: json(action.title),
    detail: json(action.detail ?? {}),
    onset: effect.onset,
  }
  const { effectId, revision } = effect
  await trx
    .updateTable('alerts')
    .set({ effectId, revision, ...content })
    .where('id', '=', alert.id)
    .execute()
}

/** Where it happened: the place the observation named, else the device's, else the community. */
async function placeOf(
  trx: Trx,
  { cause, path }: StoredEffect,
): Promise<{ place: string | null; path: string }> {
  const place = cause.place
    ? await trx.selectFrom('places').select(['id', 'path']).where('id', '=', cause.place).executeTakeFirst()
    : undefined
  if (place) return { place: place.id, path: place.path }
  const device = cause.device
    ? await trx
        .selectFrom('devices')
        .select(['place', 'path'])
        .where('id', '=', cause.device)
        .executeTakeFirst()
    : undefined
  return device ?? { place: null, path }
}

function idOf(effectId: string): string {
  return createHash('sha256').update(effectId).digest('hex').slice(0, 24)
}
