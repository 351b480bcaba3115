import type { Json } from '@linli/kernel'
import type { ReferenceSpec } from '@linli/sdk'
import AddIcon from '@mui/icons-material/AddOutlined'
import DeleteIcon from '@mui/icons-material/DeleteOutlined'
import EditIcon from '@mui/icons-material/EditOutlined'
import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, IconButton } from '@mui/material'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { useNotify } from 'react-admin'
import { answered, api } from '../api/client.ts'
import { useComplain } from '../api/refusal.ts'
import { useNow } from '../api/use-now.ts'
import { fieldsOf, labelOf } from '../contract/field.ts'
import { cellWords } from '../contract/value-words.ts'
import { useLanguage, useSay, useWords } from '../i18n/words.ts'
import { type Column, DataTable } from '../parts/data-table.tsx'
import { Section } from '../parts/page.tsx'
import { Empty, Failed, Waiting } from '../parts/states.tsx'
import type { TabProps } from './installation-page.tsx'

const SchemaForm = lazy(() => import('../forms/schema-form.tsx'))

type Row = Readonly<Record<string, Json>>

/** The tables the operator keeps for a scenario: plates, tariffs, care plans. */
export function ReferenceTab({ installation, contract }: TabProps) {
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      {Object.entries(contract.reference).map(([name, spec]) => (
        <ReferenceTable key={name} installation={installation.id} name={name} spec={spec} />
      ))}
    </Box>
  )
}

interface TableProps {
  readonly installation: string
  readonly name: string
  readonly spec: ReferenceSpec
}

function ReferenceTable({ installation, name, spec }: TableProps) {
  const t = useWords()
  const say = useSay()
  const locale = useLanguage()
  const now = useNow()
  const [edited, setEdited] = useState<Row | null>(null)
  const list = useQuery({
    queryKey: ['installations', 'reference', installation, name],
    queryFn: () =>
      answered(
        api.GET('/api/installations/{id}/reference/{table}', {
          params: { path: { id: installation, table: name } },
        }),
      ),
  })
  const { busy, put } = useReference(installation, name)
  const rows = (list.data?.items ?? []).map((item) => item.row as Row)
  const keyOf = (row: Row) => String(row[spec.key])
  const columns: Column<Row>[] = fieldsOf(spec.row).map(([field, schema]) => ({
    key: field,
    label: labelOf(schema, field, locale),
    value: (row) => cellWords(row[field], schema, locale, now),
  }))
  const tools: Column<Row> = {
    key: 'tools',
    label: t('common.tools'),
    align: 'right',
    value: (row) => (
      <Box component="span" sx={{ whiteSpace: 'nowrap' }}>
        <IconButton onClick={() => setEdited(row)} aria-label={t('installations.editRow', { n: keyOf(row) })}>
          <EditIcon />
        </IconButton>
        <IconButton
          disabled={busy}
          onClick={() => void put([{ key: keyOf(row), row: null }])}
          aria-label={t('installations.removeRow', { n: keyOf(row) })}
        >
          <DeleteIcon />
        </IconButton>
      </Box>
    ),
  }
  return (
    <Section
      flush
      title={say(spec.title, name)}
      actions={
        <Button startIcon={<AddIcon aria-hidden />} onClick={() => setEdited({})}>
          {t('installations.addRow')}
        </Button>
      }
    >
      {list.isPending ? (
        <Waiting rows={2} />
      ) : list.error ? (
        <Failed error={list.error} retry={() => void list.refetch()} />
      ) : rows.length === 0 ? (
        <Empty title={t('installations.noRows')} hint={t('installations.noRowsHint')} />
      ) : (
        <DataTable<Row>
          label={say(spec.title, name)}
          rows={rows}
          rowKey={keyOf}
          columns={[...columns, tools]}
        />
      )}
      {edited && (
        <RowDialog
          spec={spec}
          title={say(spec.title, name)}
          row={edited}
          busy={busy}
          onClose={() => setEdited(null)}
          onSave={async (row) => {
            if (await put([{ key: keyOf(row), row }])) setEdited(null)
          }}
        />
      )}
    </Section>
  )
}

interface RowDialogProps {
  readonly spec: ReferenceSpec
  readonly title: string
  readonly row: Row
  readonly busy: boolean
  readonly onClose: () => void
  readonly onSave: (row: Row) => Promise<void>
}

function RowDialog({ spec, title, row, busy, onClose, onSave }: RowDialogProps) {
  const t = useWords()
  const [values, setValues] = useState<Readonly<Record<string, unknown>>>(row)
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="row-title">
      <DialogTitle id="row-title">{title}</DialogTitle>
      <DialogContent>
        <Suspense fallback={<Waiting rows={3} />}>
          <SchemaForm
            schema={spec.row}
            values={values}
            onChange={setValues}
            onSubmit={(next) => void onSave(next as Row)}
          >
            <DialogActions sx={{ px: '0 !important' }}>
              <Button onClick={onClose}>{t('common.cancel')}</Button>
              <Button type="submit" variant="contained" disabled={busy} data-testid="confirm">
                {t('common.save')}
              </Button>
            </DialogActions>
          </SchemaForm>
        </Suspense>
      </DialogContent>
    </Dialog>
  )
}

function useReference(installation: string, name: string) {
  const t = useWords()
  const notify = useNotify()
  const complain = useComplain()
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const put = async (
    rows: readonly { readonly key: string; readonly row: Row | null }[],
  ): Promise<boolean> => {
    setBusy(true)
    try {
      await answered(
        api.PUT('/api/installations/{id}/reference/{table}', {
          params: { path: { id: installation, table: name } },
          body: { rows: rows.map(({ key, row }) => ({ key, row: row && { ...row } })) },
        }),
      )
      notify(t('installations.referenceSaved'), { type: 'success' })
      return true
    } catch (error) {
      complain(error)
      return false
    } finally {
      await queries.invalidateQueries({ queryKey: ['installations', 'reference', installation, name] })
      setBusy(false)
    }
  }
  return { busy, put }
}
