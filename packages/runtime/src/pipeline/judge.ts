import type { LogRecord } from '@linli/kernel'
import type { Roster } from '../installations/roster.ts'
import type { Observation } from './batch.ts'
import type { CausedEffect, Outcome } from './commit.ts'
import { toLogRecord } from './control.ts'
import type { Folds } from './folds.ts'
import type { Prepared } from './prepare.ts'

/** Time passes at least this often (ms) in every fold, so that timers fire without new messages. */
export const TICK = 200
/** Checkpoints are at least this far apart (ms), */
const CHECKPOINT = 10_000
/** and a second more for each megabyte: a fold that holds much back would else be busy with writing itself down. */
const PER_CHARACTER = 1000 / 1e6

/** Lets the rules judge prepared batches, community by community. */
export interface Judge {
  judge(prepared: Prepared): Promise<Outcome>
  /** The outcome is stored: its checkpoints count. */
  stored(outcome: Outcome): void
}

/** Builds the judge over the folds of all communities. */
export function createJudge(folds: Folds, roster: Roster): Judge {
  const nextCheckpoint = new Map<string, number>()
  let ticked = 0

  async function judge(prepared: Prepared): Promise<Outcome> {
    const { observations, controls, end, now } = prepared
    const log = byCommunity(prepared)
    const timePasses = now - ticked >= TICK
    if (timePasses) ticked = now
    const causes = new Map(observations.map((one) => [one.id, one.position]))
    const judged = await Promise.all(
      [...new Set([...log.keys(), ...(timePasses ? folds.known() : [])])].map(async (community) => {
        const path = roster.communityPath(community)
        const asked = await folds.step(community, log.get(community) ?? [], now)
        const effects = asked.map(
          (effect): CausedEffect => ({
            effect,
            community,
            path,
            position: causes.get(effect.cause.observation ?? '') ?? end,
          }),
        )
        const due = log.has(community) && now >= (nextCheckpoint.get(community) ?? now)
        return { community, path, effects, checkpoint: due ? await folds.outline(community) : null }
      }),
    )
    return {
      position: end,
      observations,
      records: prepared.records,
      refused: prepared.refused,
      controls,
      effects: judged.flatMap((one) => one.effects),
      communities: judged.filter(({ community }) => log.has(community)),
      at: now,
    }
  }

  return {
    judge,
    stored({ communities, at }) {
      for (const { community, checkpoint } of communities) {
        if (checkpoint === null) continue
        nextCheckpoint.set(community, at + CHECKPOINT + checkpoint.length * PER_CHARACTER)
      }
    },
  }
}

function byCommunity({ observations, controls }: Prepared): Map<string, LogRecord[]> {
  const log = new Map<string, LogRecord[]>()
  const add = (community: string, record: LogRecord) => {
    const records = log.get(community)
    if (records) records.push(record)
    else log.set(community, [record])
  }
  for (const { entry, body } of controls) {
    const record = toLogRecord(body, entry.stamp)
    if (record) add(entry.community, record)
  }
  for (const one of observations) add(one.community, toRecord(one))
  return log
}

const toRecord = (one: Observation): LogRecord => ({
  type: 'observation',
  stamp: one.stamp,
  time: one.time,
  source: one.source,
  id: one.id,
  seq: one.seq,
  device: one.device,
  model: one.model,
  place: one.place,
  kind: one.kind,
  name: one.name,
  value: one.value,
})
