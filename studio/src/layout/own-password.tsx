import { TextField } from '@mui/material'
import { useState } from 'react'
import { useLogout, useNotify } from 'react-admin'
import { answered, api } from '../api/client.ts'
import { useWrite } from '../api/use-write.ts'
import { forgetSession } from '../auth-provider.ts'
import { useWords } from '../i18n/words.ts'
import { FormDialog } from '../parts/form-dialog.tsx'

const shortest = 10

/** Sets a password of one's own; `forced` after a one-time one: then it is that or signing out. */
export function OwnPassword({
  forced,
  onClose,
}: {
  readonly forced?: boolean
  readonly onClose: () => void
}) {
  const t = useWords()
  const notify = useNotify()
  const logout = useLogout()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const [again, setAgain] = useState('')
  const [tried, setTried] = useState(false)
  const { busy, write } = useWrite()
  const short = next.length < shortest
  const differs = next !== again

  const submit = async () => {
    setTried(true)
    if (!current || short || differs) return
    const done = await write(() => answered(api.PUT('/api/session/password', { body: { current, next } })), {
      resources: [],
    })
    if (!done) return
    forgetSession()
    notify(t('password.changed'), { type: 'success' })
    onClose()
  }

  return (
    <FormDialog
      title={t(forced ? 'password.first' : 'password.title')}
      lead={t(forced ? 'password.firstLead' : 'password.lead')}
      submit={t('common.save')}
      busy={busy}
      onSubmit={() => void submit()}
      onClose={() => (forced ? void logout() : onClose())}
    >
      <PasswordField
        label={t(forced ? 'password.once' : 'password.current')}
        value={current}
        onChange={setCurrent}
        problem={tried && !current ? t('common.required') : null}
        autoComplete="current-password"
        testId="current-password"
      />
      <PasswordField
        label={t('password.next')}
        value={next}
        onChange={setNext}
        problem={(tried || next !== '') && short ? t('password.short', { n: shortest }) : null}
        hint={t('password.short', { n: shortest })}
        autoComplete="new-password"
        testId="new-password"
      />
      <PasswordField
        label={t('password.again')}
        value={again}
        onChange={setAgain}
        problem={
          (tried || again.length >= next.length) && again !== '' && differs ? t('password.differs') : null
        }
        autoComplete="new-password"
        testId="repeated-password"
      />
    </FormDialog>
  )
}

function PasswordField({
  label,
  value,
  onChange,
  problem,
  hint,
  autoComplete,
  testId,
}: {
  readonly label: string
  readonly value: string
  readonly onChange: (text: string) => void
  readonly problem: string | null
  readonly hint?: string
  readonly autoComplete: string
  readonly testId: string
}) {
  return (
    <TextField
      fullWidth
      required
      margin="normal"
      type="password"
      label={label}
      value={value}
      error={problem !== null}
      helperText={problem ?? hint}
      onChange={(event) => onChange(event.target.value)}
      slotProps={{ htmlInput: { autoComplete, 'data-testid': testId } }}
    />
  )
}
