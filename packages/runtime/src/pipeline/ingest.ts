import type { Roster } from '../installations/roster.ts'
import type { Journal } from '../journal/journal.ts'
import type { Ingest } from '../sources/source.ts'
import { encodeControl } from './control.ts'
import type { Pipeline } from './pipeline.ts'

/** What sources are given: the journal to hand messages to, the pipeline to wait for. */
export function createIngest(journal: Journal, roster: Roster, pipeline: () => Pipeline): Ingest {
  return {
    accept: (arrival) => journal.append({ type: 'message', ...arrival }),
    settled: (position, signal) => pipeline().settled(position, signal),
    async connected(community, source, up) {
      const lateness = roster.source(source)?.lateness ?? 0
      const body = encodeControl({ kind: 'source', source, state: up ? 'up' : 'down', lateness })
      await journal.append({ type: 'control', community, control: 'source', body })
    },
  }
}
