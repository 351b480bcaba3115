import type { Figure } from './http/services.ts'
import type { Roster } from './installations/roster.ts'
import type { Journal } from './journal/journal.ts'
import type { Pipeline } from './pipeline/pipeline.ts'
import type { Sources } from './sources/sources.ts'

interface Parts {
  readonly journal: Journal
  readonly pipeline: Pipeline
  readonly sources: () => Sources | null
  readonly roster: Roster
}

/** What `/api/metrics` counts. */
export function figuresOf({ journal, pipeline, sources, roster }: Parts): readonly Figure[] {
  const perSource =
    (pick: (status: { readonly accepted: number; readonly refused: number }) => number) => () =>
      roster.sources().flatMap(({ id }) => {
        const status = sources()?.status(id)
        return status ? [{ labels: { source: id }, value: pick(status) }] : []
      })
  return [
    {
      name: 'linli_journal_position',
      help: 'Messages and control records on disk',
      kind: 'counter',
      read: () => [{ labels: {}, value: journal.head }],
    },
    {
      name: 'linli_pipeline_position',
      help: 'Journal position up to which everything is stored',
      kind: 'counter',
      read: () => [{ labels: {}, value: pipeline.position }],
    },
    {
      name: 'linli_source_accepted_total',
      help: 'Messages acknowledged per source since the start',
      kind: 'counter',
      read: perSource((status) => status.accepted),
    },
    {
      name: 'linli_source_refused_total',
      help: 'Refused per source since the start: at the door, or later as dead letters',
      kind: 'counter',
      read: perSource((status) => status.refused),
    },
  ]
}
