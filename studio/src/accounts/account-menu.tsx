import EditIcon from '@mui/icons-material/EditOutlined'
import KeyIcon from '@mui/icons-material/KeyOutlined'
import MoreIcon from '@mui/icons-material/MoreHorizOutlined'
import StateIcon from '@mui/icons-material/PowerSettingsNewOutlined'
import { IconButton, ListItemIcon, Menu, MenuItem } from '@mui/material'
import { useState } from 'react'
import { answered, api, type Schemas } from '../api/client.ts'
import { useWrite } from '../api/use-write.ts'
import { useWords } from '../i18n/words.ts'
import { FormDialog } from '../parts/form-dialog.tsx'
import { AccountDialog } from './account-dialog.tsx'
import type { AccountRow } from './account-list.tsx'

interface AccountMenuProps {
  readonly account: AccountRow
  readonly onPassword: (given: Schemas['NewAccount']) => void
}

/** What can be done about an account. */
export function AccountMenu({ account, onPassword }: AccountMenuProps) {
  const t = useWords()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const [asking, setAsking] = useState<'edit' | 'reset' | 'state' | null>(null)
  const choose = (next: 'edit' | 'reset' | 'state') => {
    setAnchor(null)
    setAsking(next)
  }
  const close = () => setAsking(null)
  const isActive = account.state === 'active'
  return (
    <>
      <IconButton
        onClick={(event) => setAnchor(event.currentTarget)}
        aria-haspopup="menu"
        aria-label={t('accounts.menu', { name: account.name })}
        data-testid={`account-${account.login}`}
      >
        <MoreIcon />
      </IconButton>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        <MenuItem onClick={() => choose('edit')}>
          <ListItemIcon>
            <EditIcon aria-hidden />
          </ListItemIcon>
          {t('accounts.edit')}
        </MenuItem>
        <MenuItem onClick={() => choose('reset')} data-testid="reset-password">
          <ListItemIcon>
            <KeyIcon aria-hidden />
          </ListItemIcon>
          {t('accounts.reset')}
        </MenuItem>
        <MenuItem onClick={() => choose('state')}>
          <ListItemIcon>
            <StateIcon aria-hidden />
          </ListItemIcon>
          {t(isActive ? 'accounts.disable' : 'accounts.enable')}
        </MenuItem>
      </Menu>
      {asking === 'edit' && <AccountDialog account={account} onClose={close} onPassword={onPassword} />}
      {asking === 'reset' && <ResetDialog account={account} onClose={close} onPassword={onPassword} />}
      {asking === 'state' && <StateDialog account={account} onClose={close} />}
    </>
  )
}

function ResetDialog({ account, onClose, onPassword }: AccountMenuProps & { readonly onClose: () => void }) {
  const t = useWords()
  const { busy, write } = useWrite()
  const reset = async () => {
    const done = await write(
      () => answered(api.POST('/api/accounts/{id}/password', { params: { path: { id: account.id } } })),
      { resources: ['accounts'] },
    )
    if (!done) return
    onClose()
    onPassword(done.answer)
  }
  return (
    <FormDialog
      title={t('accounts.resetTitle', { name: account.name })}
      lead={t('accounts.resetLead')}
      submit={t('accounts.reset')}
      busy={busy}
      onSubmit={() => void reset()}
      onClose={onClose}
    />
  )
}

function StateDialog({ account, onClose }: { readonly account: AccountRow; readonly onClose: () => void }) {
  const t = useWords()
  const { busy, write } = useWrite()
  const isActive = account.state === 'active'
  const change = async () => {
    const body = { state: isActive ? ('disabled' as const) : ('active' as const) }
    const done = await write(
      () => answered(api.PATCH('/api/accounts/{id}', { params: { path: { id: account.id } }, body })),
      { done: t('accounts.saved', { name: account.name }), resources: ['accounts'] },
    )
    if (done) onClose()
  }
  return (
    <FormDialog
      title={t(isActive ? 'accounts.disableTitle' : 'accounts.enableTitle', { name: account.name })}
      lead={t(isActive ? 'accounts.disableLead' : 'accounts.enableLead')}
      submit={t(isActive ? 'accounts.disable' : 'accounts.enable')}
      danger={isActive}
      busy={busy}
      onSubmit={() => void change()}
      onClose={onClose}
    />
  )
}
