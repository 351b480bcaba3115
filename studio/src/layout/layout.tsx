import { Box, Link as MuiLink } from '@mui/material'
import { type ReactNode, Suspense, useEffect } from 'react'
import { useGetIdentity } from 'react-admin'
import { useLocation } from 'react-router-dom'
import { speak } from '../api/client.ts'
import type { SignedIn } from '../auth-provider.ts'
import { useLanguage, useWords } from '../i18n/words.ts'
import { ConnectionBanner } from '../live/connection-banner.tsx'
import { LiveProvider } from '../live/live.tsx'
import { PageWaiting } from '../parts/states.tsx'
import { AccountMenu } from './account-menu.tsx'
import { AlertHerald } from './alert-herald.tsx'
import { BottomBar } from './bottom-bar.tsx'
import { Brand } from './brand.tsx'
import { OwnPassword } from './own-password.tsx'
import { PageBoundary } from './page-boundary.tsx'
import { SideMenu } from './side-menu.tsx'

/** The frame of every page: menu, account, connection, content. */
export function Layout({ children }: { readonly children: ReactNode }) {
  const t = useWords()
  const { pathname } = useLocation()
  useSpokenLanguage()
  const { identity, refetch } = useGetIdentity()
  // Nothing else is answered before: the page would be full of refusals.
  if ((identity as SignedIn | undefined)?.passwordOnce)
    return <OwnPassword forced onClose={() => void refetch()} />
  return (
    <LiveProvider>
      <MuiLink href="#main" onClick={skipToMain} sx={skipStyle}>
        {t('app.skip')}
      </MuiLink>
      <Box sx={{ display: 'flex', minHeight: '100vh', bgcolor: 'background.default' }}>
        <SideMenu />
        <Box sx={{ flex: 1, minWidth: 0, display: 'flex', flexDirection: 'column' }}>
          <TopBar />
          <ConnectionBanner />
          <Box
            component="main"
            id="main"
            tabIndex={-1}
            sx={{ flex: 1, outline: 'none !important', pb: { xs: 10, md: 2 } }}
          >
            <PageBoundary key={pathname}>
              <Suspense fallback={<PageWaiting />}>{children}</Suspense>
            </PageBoundary>
          </Box>
        </Box>
      </Box>
      <BottomBar />
      <AlertHerald />
    </LiveProvider>
  )
}

function TopBar() {
  return (
    <Box
      component="header"
      sx={{
        display: 'flex',
        alignItems: 'center',
        minHeight: 56,
        px: { xs: 2, md: 3 },
        bgcolor: 'background.paper',
        borderBottom: 1,
        borderColor: 'divider',
      }}
    >
      <Box sx={{ display: { md: 'none' } }}>
        <Brand compact />
      </Box>
      <Box sx={{ flex: 1 }} />
      <AccountMenu />
    </Box>
  )
}

/** The document and the server's refusals speak the reader's language. */
export function useSpokenLanguage(): void {
  const locale = useLanguage()
  speak(locale)
  useEffect(() => {
    document.documentElement.lang = locale === 'zh' ? 'zh-CN' : 'en'
  }, [locale])
}

function skipToMain(event: React.MouseEvent): void {
  event.preventDefault()
  document.getElementById('main')?.focus()
}

const skipStyle = {
  position: 'absolute',
  left: 8,
  top: -80,
  zIndex: 100,
  px: 2,
  py: 1.5,
  bgcolor: 'background.paper',
  borderRadius: 2,
  '&:focus': { top: 8 },
} as const
