import type { Effect } from '../effect.ts'
import type { Fold } from '../fold.ts'
import type { LogRecord, ObservationRecord, ReleaseRecord } from '../log.ts'
import { parseCheckpoint, type SavedFold } from './checkpoint.ts'
import { Installation } from './installation.ts'
import { createSources } from './sources.ts'

/**
 * A fold that goes on where `checkpoint` (a text `save` gave) stands, or begins anew with null. Nothing after the event
 * time `until` is folded: what has come for later waits.
 */
export function createFold(checkpoint: string | null, until = Infinity): Fold {
  const saved = checkpoint === null ? null : parseCheckpoint(checkpoint)
  const sources = createSources(saved?.sources)
  const installations = new Map<string, Installation>()
  for (const one of saved?.installations ?? [])
    installations.set(one.id, new Installation(one.id, sources, one, until))
  let now = saved?.now ?? -Infinity
  let out: Effect[] = []

  const collect = (installation: Installation) => {
    const taken = installation.take()
    if (taken.length > 0) out = out.length === 0 ? taken : out.concat(taken)
  }
  const advance = (to: number) => {
    if (to <= now) return
    now = to
    for (const installation of installations.values()) {
      installation.advance(now)
      collect(installation)
      if (installation.isOver) installations.delete(installation.id)
    }
  }
  const release = (record: ReleaseRecord) => {
    const known =
      installations.get(record.installation) ?? new Installation(record.installation, sources, null, until)
    installations.set(record.installation, known)
    known.release(record)
    collect(known)
  }
  const observe = (observation: ObservationRecord) => {
    for (const installation of installations.values()) {
      installation.observe(observation)
      collect(installation)
    }
  }
  const apply = (record: LogRecord) => {
    advance(record.stamp)
    switch (record.type) {
      case 'observation':
        return observe(record)
      case 'release':
        return release(record)
      case 'suspension':
        installations.get(record.installation)?.suspend(record)
        return
      case 'source':
        if (record.state === 'down') return sources.down(record.source, record.stamp, record.lateness)
        sources.up(record.source, record.stamp, record.lateness)
        for (const installation of installations.values()) installation.resume(record.source)
    }
  }
  const take = () => {
    const taken = out
    out = []
    return taken
  }

  const save = (isWhole: boolean) =>
    JSON.stringify({
      format: 2,
      now: Number.isFinite(now) ? now : null,
      sources: sources.save(),
      installations: [...installations.values()].map((one) => one.save(isWhole)),
    } satisfies SavedFold)
  const wanted = () => Math.max(0, ...[...installations.values()].map((one) => one.wanted))
  const recall = (observations: readonly ObservationRecord[]) => {
    for (const installation of installations.values()) installation.recall(observations)
  }
  if (wanted() === 0) recall([])

  return {
    step(records) {
      for (const record of records) apply(record)
      return take()
    },
    tick(to) {
      advance(to)
      return take()
    },
    save: () => save(true),
    outline: () => save(false),
    get wanted() {
      return wanted()
    },
    recall,
    traces: (id, rule) => installations.get(id)?.traces(rule) ?? [],
    size() {
      const sizes = [...installations.values()].map((one) => one.size())
      const total = (part: 'keys' | 'timers' | 'held' | 'late') =>
        sizes.reduce((sum, size) => sum + size[part], 0)
      return {
        keys: total('keys'),
        timers: total('timers'),
        held: total('held'),
        late: total('late'),
        bytes: save(false).length,
      }
    },
  }
}
