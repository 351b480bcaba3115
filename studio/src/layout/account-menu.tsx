import { roleTexts } from '@linli/flow'
import AccountIcon from '@mui/icons-material/AccountCircleOutlined'
import DarkIcon from '@mui/icons-material/DarkModeOutlined'
import KeyIcon from '@mui/icons-material/KeyOutlined'
import LightIcon from '@mui/icons-material/LightModeOutlined'
import LogoutIcon from '@mui/icons-material/LogoutOutlined'
import TranslateIcon from '@mui/icons-material/TranslateOutlined'
import {
  Box,
  Button,
  Divider,
  ListItemButton,
  ListItemIcon,
  ListItemText,
  Popover,
  ToggleButton,
  ToggleButtonGroup,
  Typography,
} from '@mui/material'
import { useState } from 'react'
import { useGetIdentity, useLocaleState, useLogout, useTheme } from 'react-admin'
import type { SignedIn } from '../auth-provider.ts'
import { useSay, useWords } from '../i18n/words.ts'
import { applyTextSize, type TextSize, textSize, textSizes } from '../theme/text-size.ts'
import { OwnPassword } from './own-password.tsx'

/** Language, appearance, text size and the way out. */
export function AccountMenu() {
  const t = useWords()
  const { identity } = useGetIdentity()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const [asking, setAsking] = useState(false)
  return (
    <>
      <LanguageButton />
      <Button
        color="inherit"
        onClick={(event) => setAnchor(event.currentTarget)}
        startIcon={<AccountIcon aria-hidden />}
        aria-label={`${identity?.fullName ?? ''} ${t('account.menu')}`.trim()}
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        data-testid="account-menu"
        sx={{ px: { xs: 1, sm: 2 }, minWidth: 44, '& .MuiButton-startIcon': { mr: { xs: 0, sm: 1 } } }}
      >
        <Box component="span" sx={{ display: { xs: 'none', sm: 'inline' } }}>
          {identity?.fullName}
        </Box>
      </Button>
      <Popover
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        slotProps={{
          paper: {
            role: 'dialog',
            'aria-label': t('account.menu'),
            sx: { minWidth: 290, borderRadius: 3, pt: 1.5 },
          },
        }}
      >
        <AccountLines
          account={identity as unknown as SignedIn | undefined}
          onPassword={() => {
            setAnchor(null)
            setAsking(true)
          }}
        />
      </Popover>
      {asking && <OwnPassword onClose={() => setAsking(false)} />}
    </>
  )
}

function AccountLines({
  account,
  onPassword,
}: {
  readonly account: SignedIn | undefined
  readonly onPassword: () => void
}) {
  const t = useWords()
  const say = useSay()
  const logout = useLogout()
  const names: Readonly<Record<string, unknown>> = roleTexts
  const roles = [...new Set((account?.roles ?? []).map(({ role }) => say(names[role], role)))]
  return (
    <Box>
      <Box sx={{ px: 2, pb: 1.5, pt: 0.5 }}>
        <Typography sx={{ fontWeight: 700 }}>{account?.name ?? account?.login}</Typography>
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {roles.join(' · ')}
        </Typography>
      </Box>
      <Divider />
      <Appearance />
      <TextSizes />
      <Divider />
      <ListItemButton onClick={onPassword} data-testid="change-password">
        <ListItemIcon>
          <KeyIcon aria-hidden />
        </ListItemIcon>
        <ListItemText>{t('account.password')}</ListItemText>
      </ListItemButton>
      <ListItemButton onClick={() => void logout()} data-testid="sign-out">
        <ListItemIcon>
          <LogoutIcon aria-hidden />
        </ListItemIcon>
        <ListItemText>{t('account.signOut')}</ListItemText>
      </ListItemButton>
    </Box>
  )
}

function LanguageButton() {
  const t = useWords()
  const [locale, setLocale] = useLocaleState()
  return (
    <Button
      color="inherit"
      startIcon={<TranslateIcon aria-hidden />}
      onClick={() => setLocale(locale === 'en' ? 'zh' : 'en')}
      aria-label={t('account.languageLabel')}
      data-testid="switch-language"
      lang={locale === 'en' ? 'zh-CN' : 'en'}
    >
      {t('account.language')}
    </Button>
  )
}

function Appearance() {
  const t = useWords()
  const [mode, setMode] = useTheme()
  return (
    <Box sx={{ px: 2, pt: 1.5 }}>
      <Typography variant="body2" sx={{ color: 'text.secondary', mb: 0.5 }} id="appearance-label">
        {t('account.appearance')}
      </Typography>
      <ToggleButtonGroup
        exclusive
        fullWidth
        value={mode === 'dark' ? 'dark' : 'light'}
        onChange={(_, next: 'light' | 'dark' | null) => next && setMode(next)}
        aria-labelledby="appearance-label"
      >
        <ToggleButton value="light" data-testid="theme-light">
          <LightIcon sx={{ mr: 1 }} aria-hidden />
          {t('account.light')}
        </ToggleButton>
        <ToggleButton value="dark" data-testid="theme-dark">
          <DarkIcon sx={{ mr: 1 }} aria-hidden />
          {t('account.dark')}
        </ToggleButton>
      </ToggleButtonGroup>
    </Box>
  )
}

function TextSizes() {
  const t = useWords()
  const [size, setSize] = useState<TextSize>(textSize)
  const choose = (next: TextSize | null) => {
    if (!next) return
    applyTextSize(next)
    setSize(next)
  }
  return (
    <Box sx={{ px: 2, py: 1.5 }}>
      <Typography variant="body2" sx={{ color: 'text.secondary', mb: 0.5 }} id="text-size-label">
        {t('account.textSize')}
      </Typography>
      <ToggleButtonGroup
        exclusive
        fullWidth
        value={size}
        onChange={(_, next: TextSize | null) => choose(next)}
        aria-labelledby="text-size-label"
      >
        {(Object.keys(textSizes) as TextSize[]).map((name) => (
          <ToggleButton key={name} value={name} data-testid={`text-${name}`}>
            {t(`account.${name}`)}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </Box>
  )
}
