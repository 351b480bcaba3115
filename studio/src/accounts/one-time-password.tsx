import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle, Typography } from '@mui/material'
import type { Schemas } from '../api/client.ts'
import { useWords } from '../i18n/words.ts'
import { Copyable } from '../parts/copyable.tsx'

/** A one-time password: shown now and never again. */
export function OneTimePassword({
  given: { account, password },
  onClose,
}: {
  readonly given: Schemas['NewAccount']
  readonly onClose: () => void
}) {
  const t = useWords()
  return (
    <Dialog open fullWidth maxWidth="sm" aria-labelledby="password-title">
      <DialogTitle id="password-title">{t('accounts.passwordTitle', { name: account.name })}</DialogTitle>
      <DialogContent>
        <Copyable label={t('signIn.login')} text={account.login ?? ''} />
        <Copyable label={t('accounts.password')} text={password} testId="one-time-password" />
        <Alert severity="warning" sx={{ mt: 2 }}>
          {t('accounts.passwordOnce')}
        </Alert>
        <Typography variant="body2" sx={{ color: 'text.secondary', mt: 1.5 }}>
          {t('accounts.passwordNext')}
        </Typography>
      </DialogContent>
      <DialogActions>
        <Button variant="contained" onClick={onClose} data-testid="password-noted">
          {t('accounts.passwordNoted')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
