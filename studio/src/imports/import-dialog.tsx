import DownloadIcon from '@mui/icons-material/DownloadOutlined'
import UploadIcon from '@mui/icons-material/UploadFileOutlined'
import { Box, Button } from '@mui/material'
import { useRef, useState } from 'react'
import type { Schemas } from '../api/client.ts'
import { useWrite } from '../api/use-write.ts'
import { useWords } from '../i18n/words.ts'
import { CommunityField, useChosenCommunity } from '../parts/community-field.tsx'
import { FormDialog } from '../parts/form-dialog.tsx'
import { ImportReport } from './import-report.tsx'
import { downloadTable } from './table-file.ts'

type Report = Schemas['Import']

interface ImportDialogProps {
  readonly title: string
  readonly lead: string
  readonly resource: 'places' | 'devices'
  /** The first row holds the headings. */
  readonly template: { readonly name: string; readonly rows: readonly (readonly string[])[] }
  readonly send: (table: File, query: { community: string; dryRun: boolean }) => Promise<Report>
  readonly onClose: () => void
}

/** A table is tried as soon as it is chosen, row by row; it is taken when no row has a problem. */
export function ImportDialog({ title, lead, resource, template, send, onClose }: ImportDialogProps) {
  const t = useWords()
  const [community, setCommunity, communities] = useChosenCommunity()
  const [file, setFile] = useState<File | null>(null)
  const [report, setReport] = useState<Report | null>(null)
  const input = useRef<HTMLInputElement>(null)
  const { busy, write } = useWrite()

  const attempt = async (table: File, where: string) => {
    setFile(table)
    setReport(null)
    const done = await write(() => send(table, { community: where, dryRun: true }), { resources: [] })
    setReport(done?.answer ?? null)
  }
  const take = async () => {
    if (!file) return
    const done = await write(() => send(file, { community, dryRun: false }), { resources: [resource] })
    if (done) setReport(done.answer)
  }
  const isDone = report !== null && !report.dryRun
  const isReady = report?.dryRun === true && report.problemCount === 0 && report.created > 0
  return (
    <FormDialog
      title={title}
      lead={lead}
      wide
      submit={
        isDone
          ? t('common.close')
          : isReady
            ? t('imports.takeSome', { smart_count: report.created })
            : t('imports.take')
      }
      busy={busy}
      disabled={!isReady && !isDone}
      onSubmit={() => (isDone ? onClose() : void take())}
      onClose={onClose}
    >
      <CommunityField
        value={community}
        communities={communities}
        onChange={(next) => {
          setCommunity(next)
          if (file) void attempt(file, next)
        }}
      />
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5, my: 2 }}>
        <Button
          variant="outlined"
          startIcon={<DownloadIcon aria-hidden />}
          onClick={() => downloadTable(`${template.name}.csv`, template.rows)}
        >
          {t('imports.template')}
        </Button>
        <Button
          variant={file ? 'outlined' : 'contained'}
          startIcon={<UploadIcon aria-hidden />}
          disabled={busy}
          onClick={() => input.current?.click()}
        >
          {file ? t('imports.chooseOther') : t('imports.choose')}
        </Button>
        <input
          ref={input}
          type="file"
          accept=".csv,text/csv"
          hidden
          aria-label={t('imports.choose')}
          data-testid="import-file"
          onChange={(event) => {
            const [table] = event.target.files ?? []
            event.target.value = ''
            if (table) void attempt(table, community)
          }}
        />
      </Box>
      {report && file && <ImportReport report={report} file={file.name} />}
    </FormDialog>
  )
}
