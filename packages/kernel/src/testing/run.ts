import type { Effect } from '../effect.ts'
import { createFold } from '../fold/create-fold.ts'
import type { Fold } from '../fold.ts'
import type { LogRecord } from '../log.ts'
import { canonical } from '../logic/canonical.ts'
import type { Json } from '../rule.ts'
import type { Random } from './journal.ts'
import type { Scene } from './scene.ts'

/** How a journal is folded; every way must come to the same. */
export interface Way {
  /** Share of records before which a tick comes, and at which the fold dies and goes on from its last checkpoint. */
  readonly ticks?: number
  readonly crashes?: number
  /** How many records a batch has at most. */
  readonly batch?: number
}

/** What was asked for: by id and revision, as an outbox keeps it. */
export type Outbox = ReadonlyMap<string, Effect>

/** Folds a journal in some way. Throws where one id and revision is said with two contents. */
export function run(scene: Scene, journal: readonly LogRecord[], way: Way, random: Random): Outbox {
  const outbox = new Map<string, Effect>()
  const commit = (effects: readonly Effect[]) => {
    for (const effect of effects) {
      const name = `${effect.id}@${effect.revision}`
      const known = outbox.get(name)
      if (known && text(known) !== text(effect))
        throw new Error(`two contents for ${name}:\n${text(known)}\n${text(effect)}`)
      outbox.set(name, effect)
    }
  }
  let fold = createFold(null)
  let saved: string | null = null
  let savedAt = 0
  for (let at = 0; at < journal.length; ) {
    if (way.crashes && random() < way.crashes) {
      fold = restore(saved, journal.slice(0, savedAt))
      at = savedAt
    } else if (way.crashes && random() < 0.15) {
      saved = random() < 0.5 ? fold.save() : fold.outline()
      savedAt = at
    }
    if (way.ticks && random() < way.ticks) {
      const from = journal[at - 1]?.stamp ?? -1
      const to = (journal[at] as LogRecord).stamp
      commit(fold.tick(from + Math.floor(random() * (to - from + 1))))
    }
    const length = 1 + Math.floor(random() * (way.batch ?? 1))
    commit(fold.step(journal.slice(at, at + length)))
    at += length
  }
  commit(fold.tick(scene.end))
  commit(fold.tick(scene.end + 3_600_000).filter((effect) => effect.at < scene.end))
  return outbox
}

/** A fold as a checkpoint left it, with what the log has to tell beside it. */
function restore(saved: string | null, journal: readonly LogRecord[]): Fold {
  const fold = createFold(saved)
  if (fold.wanted > 0) fold.recall(journal.filter((record) => record.type === 'observation'))
  return fold
}

/** What stands in the end, as the oracle says it; of what was taken back finally, when and why. */
export function standing(outbox: Outbox): Map<string, string> {
  const verdicts = new Map<string, string>()
  for (const { id, op, at, action, cause, release, replaces, reason } of outbox.values()) {
    if (replaces !== undefined) verdicts.delete(replaces)
    if (op !== 'withdraw')
      verdicts.set(id, canonical([at, action as unknown as Json, cause.observation, release]))
    else if (reason === 'late data') verdicts.delete(id)
    else verdicts.set(`${id} over`, canonical([at, reason ?? '']))
  }
  return verdicts
}

/** One text of everything that was said on the way. */
export function corrections(outbox: Outbox): string {
  return [...outbox]
    .map(([name, effect]) => `${name} ${text(effect)}`)
    .sort()
    .join('\n')
}

function text(effect: Effect): string {
  return canonical(effect as unknown as Json)
}
