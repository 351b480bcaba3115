import VisibilityOffIcon from '@mui/icons-material/VisibilityOffOutlined'
import VisibilityIcon from '@mui/icons-material/VisibilityOutlined'
import { Alert, Box, Button, IconButton, InputAdornment, TextField, Typography } from '@mui/material'
import { type FormEvent, useEffect, useState } from 'react'
import { Notification, useCheckAuth, useLocaleState, useLogin } from 'react-admin'
import { useNavigate } from 'react-router-dom'
import { statusOf } from '../api/refusal.ts'
import { useWords } from '../i18n/words.ts'
import { Brand } from './brand.tsx'
import { useSpokenLanguage } from './layout.tsx'

/** The door. */
export function SignIn() {
  const t = useWords()
  const [locale, setLocale] = useLocaleState()
  useSpokenLanguage()
  useSkipWhenSignedIn()
  useEffect(() => {
    document.title = `${t('signIn.title')} · ${t('app.name')}`
  }, [t])
  return (
    <Box sx={{ minHeight: '100vh', display: 'flex', flexDirection: 'column', bgcolor: 'background.default' }}>
      <Box sx={{ display: 'flex', justifyContent: 'flex-end', p: 1.5 }}>
        <Button
          color="inherit"
          onClick={() => setLocale(locale === 'en' ? 'zh' : 'en')}
          aria-label={t('account.languageLabel')}
          data-testid="switch-language"
        >
          {t('account.language')}
        </Button>
      </Box>
      <Box component="main" sx={{ flex: 1, display: 'grid', placeItems: 'center', px: 2, pb: 10 }}>
        <Box sx={{ width: '100%', maxWidth: 440 }}>
          <Box
            sx={{
              bgcolor: 'background.paper',
              border: 1,
              borderColor: 'divider',
              borderRadius: 4,
              p: { xs: 3, sm: 5 },
            }}
          >
            <Brand />
            <Typography sx={{ color: 'text.secondary', mt: 2, mb: 3 }}>{t('signIn.lead')}</Typography>
            <SignInForm />
          </Box>
        </Box>
      </Box>
      <Notification />
    </Box>
  )
}

function SignInForm() {
  const t = useWords()
  const enter = useLogin()
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const [working, setWorking] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!login.trim() || !password) return setProblem(t('signIn.required'))
    setWorking(true)
    setProblem(null)
    try {
      await enter({ login: login.trim(), password })
    } catch (error) {
      setProblem(problemOf(error, t('signIn.unreachable'), t('signIn.failed')))
    } finally {
      setWorking(false)
    }
  }

  return (
    <Box component="form" noValidate onSubmit={(event) => void submit(event)} aria-label={t('signIn.title')}>
      <Typography variant="h1" sx={{ mb: 2 }}>
        {t('signIn.title')}
      </Typography>
      {problem && (
        <Alert severity="error" role="alert" sx={{ mb: 2 }}>
          {problem}
        </Alert>
      )}
      <TextField
        fullWidth
        autoFocus
        margin="normal"
        label={t('signIn.login')}
        value={login}
        onChange={(event) => setLogin(event.target.value)}
        autoComplete="username"
        slotProps={{ htmlInput: { autoCapitalize: 'none', spellCheck: false, name: 'login' } }}
      />
      <PasswordField value={password} onChange={setPassword} />
      <Button
        type="submit"
        variant="contained"
        size="large"
        fullWidth
        disabled={working}
        sx={{ mt: 3 }}
        data-testid="sign-in"
      >
        {t(working ? 'signIn.working' : 'signIn.submit')}
      </Button>
    </Box>
  )
}

function PasswordField({
  value,
  onChange,
}: {
  readonly value: string
  readonly onChange: (value: string) => void
}) {
  const t = useWords()
  const [shown, setShown] = useState(false)
  return (
    <TextField
      fullWidth
      margin="normal"
      label={t('signIn.password')}
      type={shown ? 'text' : 'password'}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      autoComplete="current-password"
      slotProps={{
        htmlInput: { name: 'password' },
        input: {
          endAdornment: (
            <InputAdornment position="end">
              <IconButton
                onClick={() => setShown(!shown)}
                edge="end"
                aria-label={t(shown ? 'signIn.hide' : 'signIn.show')}
              >
                {shown ? <VisibilityOffIcon /> : <VisibilityIcon />}
              </IconButton>
            </InputAdornment>
          ),
        },
      }}
    />
  )
}

function problemOf(error: unknown, unreachable: string, failed: string): string {
  const status = statusOf(error)
  if (status === 0 || (status !== null && status >= 502)) return unreachable
  if (status === 401) return failed
  return error instanceof Error && error.message ? error.message : failed
}

function useSkipWhenSignedIn(): void {
  const checkAuth = useCheckAuth()
  const navigate = useNavigate()
  useEffect(() => {
    checkAuth({}, false).then(
      () => navigate('/', { replace: true }),
      () => undefined,
    )
  }, [checkAuth, navigate])
}
