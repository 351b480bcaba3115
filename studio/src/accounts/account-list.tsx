import AddIcon from '@mui/icons-material/PersonAddAltOutlined'
import { Box, Button, Typography } from '@mui/material'
import { useState } from 'react'
import type { Schemas } from '../api/client.ts'
import { useRoleName } from '../contract/use-people.ts'
import { usePlaces } from '../contract/use-places.ts'
import { useHolds } from '../contract/use-roles.ts'
import { useWords } from '../i18n/words.ts'
import { Mark } from '../parts/chips.tsx'
import { DataTable } from '../parts/data-table.tsx'
import { ListPage } from '../parts/list-page.tsx'
import { AccountDialog } from './account-dialog.tsx'
import { AccountMenu } from './account-menu.tsx'
import { OneTimePassword } from './one-time-password.tsx'

/** An account as administrators see it. */
export type AccountRow = Schemas['Account']

/** 账号: who may do what where, and the way in for somebody new. */
export function AccountList() {
  const t = useWords()
  const isAdmin = useHolds(['admin'])
  const [adding, setAdding] = useState(false)
  const [given, setGiven] = useState<Schemas['NewAccount'] | null>(null)
  return (
    <>
      <ListPage<AccountRow>
        resource="accounts"
        title={t('accounts.title')}
        lead={t('accounts.lead')}
        sort={{ field: 'name', order: 'ASC' }}
        searchLabel={t('accounts.search')}
        empty={{ title: t('accounts.empty') }}
        actions={
          isAdmin && (
            <Button
              variant="contained"
              startIcon={<AddIcon aria-hidden />}
              onClick={() => setAdding(true)}
              data-testid="add-account"
            >
              {t('accounts.add')}
            </Button>
          )
        }
        rows={(accounts) => <AccountRows accounts={accounts} onPassword={setGiven} />}
      />
      {adding && <AccountDialog onClose={() => setAdding(false)} onPassword={setGiven} />}
      {given && <OneTimePassword given={given} onClose={() => setGiven(null)} />}
    </>
  )
}

function AccountRows({
  accounts,
  onPassword,
}: {
  readonly accounts: readonly AccountRow[]
  readonly onPassword: (given: Schemas['NewAccount']) => void
}) {
  const t = useWords()
  return (
    <DataTable<AccountRow>
      label={t('accounts.title')}
      rows={accounts}
      rowKey={(account) => account.id}
      columns={[
        {
          key: 'name',
          label: t('accounts.name'),
          value: ({ name, login }) => (
            <span>
              {name}
              {login && (
                <Typography
                  component="span"
                  variant="body2"
                  sx={{ display: 'block', color: 'text.secondary', fontWeight: 400 }}
                >
                  {login}
                </Typography>
              )}
            </span>
          ),
        },
        { key: 'roles', label: t('accounts.roles'), value: ({ roles }) => <RoleLines roles={roles} /> },
        {
          key: 'state',
          label: t('accounts.state'),
          value: ({ state }) =>
            state === 'active' ? (
              <Mark tone="success">{t('accounts.active')}</Mark>
            ) : (
              <Mark tone="neutral">{t('accounts.disabled')}</Mark>
            ),
        },
        {
          key: 'tools',
          label: t('common.tools'),
          align: 'right',
          value: (account) =>
            account.login ? <AccountMenu account={account} onPassword={onPassword} /> : '—',
        },
      ]}
    />
  )
}

function RoleLines({ roles }: { readonly roles: AccountRow['roles'] }) {
  const t = useWords()
  const roleName = useRoleName()
  const { words } = usePlaces()
  return (
    <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 0.25 }}>
      {roles.map(({ role, path }) => (
        <li key={`${role}/${path}`}>
          {roleName(role)}
          <Box component="span" sx={{ color: 'text.secondary' }}>
            {' · '}
            {path === '' ? t('accounts.everywhere') : words(path)}
          </Box>
        </li>
      ))}
    </Box>
  )
}
