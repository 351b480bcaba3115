import { TextField } from '@mui/material'
import { useState } from 'react'
import { answered, api, type Schemas } from '../api/client.ts'
import { useWrite } from '../api/use-write.ts'
import { useLanguage, useWords } from '../i18n/words.ts'
import { FormDialog } from '../parts/form-dialog.tsx'
import type { AccountRow } from './account-list.tsx'
import { type Held, RolesField } from './roles-field.tsx'

interface AccountDialogProps {
  /** Left out for somebody new. */
  readonly account?: AccountRow
  readonly onClose: () => void
  readonly onPassword: (given: Schemas['NewAccount']) => void
}

/** Name and roles of an account; a new one also gets its login, and then its one-time password. */
export function AccountDialog({ account, onClose, onPassword }: AccountDialogProps) {
  const t = useWords()
  const lang = useLanguage()
  const [login, setLogin] = useState('')
  const [name, setName] = useState(account?.name ?? '')
  const [roles, setRoles] = useState<readonly Held[]>(
    account?.roles ?? [{ role: 'community-worker', place: null }],
  )
  const [tried, setTried] = useState(false)
  const { busy, write } = useWrite()
  const badLogin = !account && !/^[A-Za-z0-9][A-Za-z0-9._@-]{1,63}$/.test(login)
  const lacks = !name.trim() || badLogin || roles.some((held) => held.place === null)

  const submit = async () => {
    setTried(true)
    if (lacks) return
    const given = roles.map(({ role, place }) => ({ role: role as Role, place: place ?? '' }))
    const saved = await write(() => save(account, { login, name: name.trim(), lang, roles: given }), {
      done: t('accounts.saved', { name: name.trim() }),
      resources: ['accounts'],
    })
    if (!saved) return
    onClose()
    if (saved.answer) onPassword(saved.answer)
  }

  return (
    <FormDialog
      title={account ? t('accounts.editTitle', { name: account.name }) : t('accounts.add')}
      submit={t('common.save')}
      busy={busy}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      {!account && (
        <TextField
          fullWidth
          required
          autoFocus
          margin="normal"
          label={t('accounts.login')}
          value={login}
          error={(tried || login.length > 1) && badLogin}
          helperText={t('accounts.loginHint')}
          onChange={(event) => setLogin(event.target.value)}
          slotProps={{
            htmlInput: { 'data-testid': 'account-login', autoCapitalize: 'none', autoComplete: 'off' },
          }}
        />
      )}
      <TextField
        fullWidth
        required
        margin="normal"
        label={t('accounts.name')}
        value={name}
        error={tried && !name.trim()}
        helperText={tried && !name.trim() ? t('common.required') : undefined}
        onChange={(event) => setName(event.target.value)}
        slotProps={{ htmlInput: { 'data-testid': 'account-name', maxLength: 100 } }}
      />
      <RolesField value={roles} onChange={setRoles} strict={tried} />
    </FormDialog>
  )
}

type Role =
  | 'admin'
  | 'district-worker'
  | 'street-worker'
  | 'community-worker'
  | 'grid-leader'
  | 'grid-worker'
  | 'property'
  | 'viewer'

interface Wanted {
  readonly login: string
  readonly name: string
  readonly lang: 'zh' | 'en'
  readonly roles: { role: Role; place: string }[]
}

async function save(
  account: AccountRow | undefined,
  { login, name, lang, roles }: Wanted,
): Promise<Schemas['NewAccount'] | null> {
  if (!account) return answered(api.POST('/api/accounts', { body: { login, name, lang, roles } }))
  const params = { path: { id: account.id } }
  await answered(api.PATCH('/api/accounts/{id}', { params, body: { name, roles } }))
  return null
}
