import type { Contract } from '@linli/sdk'
import { useGetList } from 'react-admin'
import { useNow } from '../api/use-now.ts'
import { fieldsOf, labelOf } from '../contract/field.ts'
import { cellWords } from '../contract/value-words.ts'
import { useLanguage, useSay, useWords } from '../i18n/words.ts'
import type { InstallationRow } from '../installations/installation.ts'
import { AccountName } from '../parts/account-name.tsx'
import { type Column, DataTable } from '../parts/data-table.tsx'
import { Empty, Failed, Waiting } from '../parts/states.tsx'
import { Moment } from '../parts/times.tsx'
import { answersOf, type SubmissionRow } from './submission.ts'

interface SubmissionTableProps {
  readonly installation: InstallationRow
  readonly contract: Contract
  readonly form: string
}

/** The latest submissions of one form, its first answers as columns. */
export function SubmissionTable({ installation, contract, form }: SubmissionTableProps) {
  const t = useWords()
  const say = useSay()
  const locale = useLanguage()
  const now = useNow()
  const list = useGetList<SubmissionRow>('submissions', {
    pagination: { page: 1, perPage: 10 },
    sort: { field: 'at', order: 'DESC' },
    filter: { installation: installation.id, form },
  })
  if (list.isPending) return <Waiting rows={2} />
  if (list.error && !list.data) return <Failed error={list.error} retry={() => void list.refetch()} />
  if (!list.data || list.data.length === 0) return <Empty title={t('submissions.empty')} />
  const spec = contract.forms[form]
  const answers: Column<SubmissionRow>[] = fieldsOf(spec?.schema)
    .filter(([name]) => !isPicture(spec, name))
    .slice(0, 3)
    .map(([name, field]) => ({
      key: name,
      label: labelOf(field, name, locale),
      value: (row) => cellWords(answersOf(row)[name], field, locale, now),
    }))
  return (
    <DataTable<SubmissionRow>
      label={say(spec?.title, form)}
      rows={list.data}
      rowKey={(row) => row.id}
      to={(row) => `/submissions/${encodeURIComponent(row.id)}`}
      columns={[
        { key: 'at', label: t('submissions.at'), value: (row) => <Moment at={row.at} /> },
        ...answers,
        {
          key: 'by',
          label: t('submissions.by'),
          value: (row) => <AccountName id={row.by} name={row.byName} />,
        },
      ]}
    />
  )
}

function isPicture(spec: Contract['forms'][string] | undefined, name: string): boolean {
  const kind = spec?.layout.find((line) => line.field === name)?.kind
  return kind === 'photo' || kind === 'signature'
}
