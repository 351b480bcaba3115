import { Alert, Box } from '@mui/material'
import type { Schemas } from '../api/client.ts'
import { useSay, useWords } from '../i18n/words.ts'
import { DataTable } from '../parts/data-table.tsx'

type Problem = Schemas['Import']['problems'][number]

/** What a table would do, or did; rows with problems by their number. */
export function ImportReport({
  report,
  file,
}: {
  readonly report: Schemas['Import']
  readonly file: string
}) {
  const t = useWords()
  const say = useSay()
  const { rows, created, unchanged, problemCount, problems, dryRun } = report
  const counts = { rows, created, unchanged, problems: problemCount }
  if (!dryRun)
    return (
      <Alert severity="success" data-testid="import-done">
        {t('imports.done', { smart_count: created })}
      </Alert>
    )
  return (
    <Box data-testid="import-report" sx={{ display: 'grid', gap: 1.5 }}>
      <Alert severity={problemCount > 0 ? 'warning' : 'info'}>
        {file} — {t('imports.counts', counts)} {problemCount > 0 && t('imports.mend')}
      </Alert>
      {problems.length > 0 && (
        <DataTable<Problem>
          label={t('imports.problems')}
          rows={problems}
          rowKey={({ row, column }) => `${row}/${column}`}
          columns={[
            { key: 'row', label: t('imports.row'), value: ({ row }) => t('imports.rowNumber', { n: row }) },
            { key: 'why', label: t('imports.why'), value: ({ message }) => say(message) },
          ]}
        />
      )}
    </Box>
  )
}
