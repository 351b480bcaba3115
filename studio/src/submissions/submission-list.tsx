import EditIcon from '@mui/icons-material/EditNoteOutlined'
import { Button, Menu, MenuItem } from '@mui/material'
import { useState } from 'react'
import { Link } from 'react-router-dom'
import { useContracts } from '../contract/use-contract.ts'
import { useSay, useWords } from '../i18n/words.ts'
import { useInstallations } from '../installations/use-installation.ts'
import { AccountName } from '../parts/account-name.tsx'
import { DataTable } from '../parts/data-table.tsx'
import { ListPage } from '../parts/list-page.tsx'
import { Moment } from '../parts/times.tsx'
import type { SubmissionRow } from './submission.ts'

/** Everything that was filled in, the latest first, and the way to fill in a form. */
export function SubmissionList() {
  const t = useWords()
  return (
    <ListPage<SubmissionRow>
      resource="submissions"
      title={t('submissions.title')}
      sort={{ field: 'at', order: 'DESC' }}
      actions={<FillButton />}
      empty={{ title: t('submissions.empty'), hint: t('submissions.emptyHint') }}
      rows={(submissions) => <SubmissionRows submissions={submissions} />}
    />
  )
}

/** Every form of every installation. */
function useForms() {
  const say = useSay()
  const { data: installations } = useInstallations()
  const contracts = useContracts((installations ?? []).map((one) => one.plugin))
  return (installations ?? []).flatMap((installation) => {
    const contract = contracts.get(installation.plugin)
    return Object.entries(contract?.forms ?? {}).map(([name, form]) => ({
      installation: installation.id,
      form: name,
      title: say(form.title, name),
      scenario: say(contract?.title) || installation.title,
    }))
  })
}

function FillButton() {
  const t = useWords()
  const forms = useForms()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  return (
    <>
      <Button
        variant="contained"
        startIcon={<EditIcon aria-hidden />}
        onClick={(event) => setAnchor(event.currentTarget)}
        aria-haspopup="menu"
        disabled={forms.length === 0}
        data-testid="fill"
      >
        {t('submissions.fill')}
      </Button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {forms.map((one) => (
          <MenuItem
            key={`${one.installation}:${one.form}`}
            component={Link}
            to={`/installations/${encodeURIComponent(one.installation)}/forms/${encodeURIComponent(one.form)}`}
          >
            {one.title} · {one.scenario}
          </MenuItem>
        ))}
      </Menu>
    </>
  )
}

function SubmissionRows({ submissions }: { readonly submissions: readonly SubmissionRow[] }) {
  const t = useWords()
  const forms = useForms()
  const of = (row: SubmissionRow) =>
    forms.find((one) => one.installation === row.installation && one.form === row.form)
  return (
    <DataTable<SubmissionRow>
      label={t('submissions.title')}
      rows={submissions}
      rowKey={(row) => row.id}
      to={(row) => `/submissions/${encodeURIComponent(row.id)}`}
      columns={[
        { key: 'form', label: t('submissions.form'), value: (row) => of(row)?.title ?? row.form },
        {
          key: 'scenario',
          label: t('submissions.scenario'),
          value: (row) => of(row)?.scenario ?? row.installation,
        },
        {
          key: 'by',
          label: t('submissions.by'),
          value: (row) => <AccountName id={row.by} name={row.byName} />,
        },
        { key: 'at', label: t('submissions.at'), value: (row) => <Moment at={row.at} /> },
      ]}
    />
  )
}
