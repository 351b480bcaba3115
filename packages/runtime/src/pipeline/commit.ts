import { randomUUID } from 'node:crypto'
import type { Effect } from '@linli/kernel'
import type { Transaction } from 'kysely'
import { describeError } from '../errors.ts'
import type { Roster } from '../installations/roster.ts'
import { chunks } from '../store/chunks.ts'
import { json, storable } from '../store/json.ts'
import type { ObservationWriter, StoredObservation } from '../store/observations.ts'
import type { Database } from '../store/tables.ts'
import { unnested } from '../store/unnest.ts'
import type { DeadLetter, Observation, RecordChange } from './batch.ts'
import type { ControlBody, ControlEntry } from './control.ts'

type Trx = Transaction<Database>

// Written out, not spread: this runs for every observation there is.
const toRow = (one: Observation): StoredObservation => ({
  community: one.community,
  path: one.path,
  position: one.position,
  ordinal: one.ordinal,
  id: one.id,
  source: one.source,
  device: one.device,
  model: one.model,
  place: one.place,
  kind: one.kind,
  name: one.name,
  value: one.value,
  time: one.time,
  arrival: one.stamp,
  seq: one.seq,
  timeReason: one.timeReason,
  late: one.late,
  installation: one.installation,
})

/** An effect with the community and the journal position that caused it. */
export interface CausedEffect {
  readonly effect: Effect
  readonly community: string
  readonly path: string
  readonly position: number
}

/** All that one batch leaves behind; it is stored as a whole or not at all. */
export interface Outcome {
  /** Everything up to here is done with. */
  readonly position: number
  readonly observations: readonly Observation[]
  readonly records: readonly RecordChange[]
  readonly effects: readonly CausedEffect[]
  readonly refused: readonly DeadLetter[]
  readonly controls: readonly {
    readonly entry: ControlEntry
    readonly body: ControlBody
    readonly path: string
  }[]
  readonly communities: readonly {
    readonly community: string
    readonly path: string
    readonly checkpoint: string | null
  }[]
  readonly at: number
}

/**
 * What writes a batch inside a transaction, once its observations have where to go. Every statement may run again
 * without harm: ids decide.
 */
export async function prepareBatch(
  outcome: Outcome,
  roster: Roster,
  observations: ObservationWriter,
): Promise<(trx: Trx) => Promise<void>> {
  const insertObservations = await observations.prepare(outcome.observations.map(toRow))
  return async (trx) => {
    await insertObservations(trx)
    await writeSeen(trx, outcome.observations)
    await writeRecords(trx, outcome.records)
    await writeEffects(trx, outcome.effects)
    await writeRefused(trx, outcome.refused, roster)
    await writeControls(trx, outcome)
    await writePartitions(trx, outcome)
  }
}

async function writeSeen(trx: Trx, observations: readonly Observation[]): Promise<void> {
  const rows = observations.flatMap(({ identity, stamp }) =>
    identity === null ? [] : [{ hash: identity, time: stamp }],
  )
  if (rows.length === 0) return
  await trx
    .insertInto('seen')
    .columns(['hash', 'time'])
    .expression(unnested(rows, { hash: 'uuid', time: 'bigint' }))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

async function writeRecords(trx: Trx, rows: readonly RecordChange[]): Promise<void> {
  for (const row of rows) {
    const { community, path, installation, record, key, position } = row
    const state = json(row.state)
    await trx
      .insertInto('records')
      .values({
        community,
        path,
        installation,
        record,
        key: storable(key),
        state,
        position,
        updatedAt: row.stamp,
      })
      .onConflict((conflict) =>
        conflict
          .columns(['installation', 'record', 'key'])
          .doUpdateSet({ state, position, updatedAt: row.stamp }),
      )
      .execute()
  }
}

async function writeEffects(trx: Trx, effects: readonly CausedEffect[]): Promise<void> {
  for (const some of chunks(effects)) await insertEffects(trx, some)
}

async function insertEffects(trx: Trx, effects: readonly CausedEffect[]): Promise<void> {
  await trx
    .insertInto('effects')
    .values(
      effects.map(({ effect, community, path, position }) => ({
        effectId: effect.id,
        revision: effect.revision,
        op: effect.op,
        replaces: effect.replaces ?? null,
        installation: effect.installation,
        release: effect.release,
        rule: effect.rule,
        key: effect.key,
        onset: effect.onset,
        at: effect.at,
        grade: effect.grade,
        action: json(effect.action),
        cause: json(effect.cause),
        final: effect.final,
        reason: effect.reason ?? null,
        community,
        path,
        position,
        doneAt: null,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

async function writeRefused(trx: Trx, refused: readonly DeadLetter[], roster: Roster): Promise<void> {
  const ordinals = new Map<number, number>()
  const rows = refused.map(({ entry, stage, address, device, code, params }) => {
    const ordinal = ordinals.get(entry.position) ?? 0
    ordinals.set(entry.position, ordinal + 1)
    return {
      id: randomUUID(),
      community: entry.community,
      path: roster.communityPath(entry.community),
      position: entry.position,
      ordinal,
      stage,
      source: entry.source,
      channel: storable(entry.channel),
      address: address === null ? null : storable(address),
      device,
      code,
      params: json(params),
      message: json(describeError(code, params)),
      meta: json(entry.meta),
      raw: Buffer.from(entry.body),
      arrival: entry.stamp,
      replayedAt: null,
    }
  })
  for (const some of chunks(rows)) await trx.insertInto('deadLetters').values(some).execute()
}

async function writeControls(trx: Trx, { controls, at }: Outcome): Promise<void> {
  for (const { entry, body, path } of controls) {
    const { community, position, stamp } = entry
    await trx
      .insertInto('controls')
      .values({ community, path, position, stamp, kind: body.kind, body: json(body) })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    if (body.kind === 'release') {
      await trx
        .updateTable('installations')
        .set({ release: body.number })
        .where('id', '=', body.installation)
        .execute()
    }
    if (body.kind === 'reference') await writeReference(trx, body, { community, path, position, at })
  }
}

async function writeReference(
  trx: Trx,
  body: ControlBody & { readonly kind: 'reference' },
  scope: { community: string; path: string; position: number; at: number },
): Promise<void> {
  const { installation, table, key } = body
  if (body.row === null) {
    await trx
      .deleteFrom('referenceRows')
      .where('installation', '=', installation)
      .where('table', '=', table)
      .where('key', '=', key)
      .execute()
    return
  }
  const row = json(body.row)
  await trx
    .insertInto('referenceRows')
    .values({
      community: scope.community,
      path: scope.path,
      installation,
      table,
      key,
      row,
      version: scope.position,
    })
    .onConflict((conflict) =>
      conflict.columns(['installation', 'table', 'key']).doUpdateSet({ row, version: scope.position }),
    )
    .execute()
}

async function writePartitions(trx: Trx, { communities, position, at }: Outcome): Promise<void> {
  for (const { community, path, checkpoint } of communities) {
    const saved = checkpoint === null ? {} : { checkpoint, checkpointPosition: position }
    await trx
      .insertInto('partitions')
      .values({
        community,
        path,
        position,
        checkpoint,
        checkpointPosition: checkpoint === null ? 0 : position,
        updatedAt: at,
      })
      .onConflict((conflict) =>
        conflict.column('community').doUpdateSet({ position, updatedAt: at, ...saved }),
      )
      .execute()
  }
  await trx
    .insertInto('counters')
    .values({ key: 'pipeline.position', value: position })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: position }))
    .execute()
}
