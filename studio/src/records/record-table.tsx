import type { RecordSpec } from '@linli/sdk'
import { ListBase, useListContext } from 'react-admin'
import type { Schemas } from '../api/client.ts'
import { useNow } from '../api/use-now.ts'
import { fieldsOf, labelOf } from '../contract/field.ts'
import { cellWords } from '../contract/value-words.ts'
import { useLanguage, useSay, useWords } from '../i18n/words.ts'
import type { InstallationRow } from '../installations/installation.ts'
import { type Column, DataTable } from '../parts/data-table.tsx'
import { Pager } from '../parts/pager.tsx'
import { Empty, Failed, Waiting } from '../parts/states.tsx'
import { Ago } from '../parts/times.tsx'

type RecordRow = Schemas['Record']

interface RecordTableProps {
  readonly installation: InstallationRow
  /** The contract's name of the record. */
  readonly name: string
  readonly spec: RecordSpec
}

/** The records of one kind, their columns read from the contract. */
export function RecordTable({ installation, name, spec }: RecordTableProps) {
  return (
    <ListBase
      resource="records"
      filter={{ installation: installation.id, record: name }}
      sort={{ field: 'updatedAt', order: 'DESC' }}
      perPage={25}
      storeKey={false}
      disableSyncWithLocation
      disableAuthentication
    >
      <Rows spec={spec} name={name} />
    </ListBase>
  )
}

function Rows({ spec, name }: { readonly spec: RecordSpec; readonly name: string }) {
  const t = useWords()
  const say = useSay()
  const locale = useLanguage()
  const now = useNow()
  const { data, error, isPending, refetch } = useListContext<RecordRow>()
  if (isPending) return <Waiting rows={3} />
  if (error && !data) return <Failed error={error} retry={() => void refetch()} />
  if (!data || data.length === 0) return <Empty title={t('records.empty')} hint={t('records.emptyHint')} />
  const columns: Column<RecordRow>[] = fieldsOf(spec.fields).map(([field, schema]) => ({
    key: field,
    label: labelOf(schema, field, locale),
    value: (row) => cellWords((row.state as Readonly<Record<string, unknown>>)[field], schema, locale, now),
  }))
  return (
    <>
      <DataTable<RecordRow>
        label={say(spec.title, name)}
        rows={data}
        rowKey={(row) => row.id}
        columns={[
          ...columns,
          { key: 'updatedAt', label: t('records.updated'), value: (row) => <Ago at={row.updatedAt} /> },
        ]}
      />
      <Pager />
    </>
  )
}
