import {
  Badge,
  Box,
  List,
  ListItem,
  ListItemButton,
  ListItemIcon,
  ListItemText,
  Typography,
} from '@mui/material'
import { usePermissions } from 'react-admin'
import { Link, useLocation } from 'react-router-dom'
import type { SignedIn } from '../auth-provider.ts'
import { useWords } from '../i18n/words.ts'
import { Brand } from './brand.tsx'
import { isCurrent, type MenuEntry, menuEntries } from './menu-entries.ts'
import { useCounts } from './use-counts.ts'

/** The menu at the left of wide screens. */
export function SideMenu() {
  const t = useWords()
  return (
    <Box
      component="nav"
      aria-label={t('nav.main')}
      sx={{
        width: 248,
        flexShrink: 0,
        display: { xs: 'none', md: 'flex' },
        flexDirection: 'column',
        position: 'sticky',
        top: 0,
        height: '100vh',
        overflowY: 'auto',
        borderRight: 1,
        borderColor: 'divider',
        bgcolor: 'background.paper',
        px: 1.5,
        py: 2,
      }}
    >
      <Box sx={{ px: 1, mb: 2 }}>
        <Brand />
      </Box>
      <MenuGroups />
    </Box>
  )
}

/** All entries in their groups; used by the side menu and by 更多 on phones. */
export function MenuGroups({ onGo, only }: { readonly onGo?: () => void; readonly only?: 'secondary' }) {
  const t = useWords()
  const { pathname } = useLocation()
  const counts = useCounts()
  const { permissions } = usePermissions<SignedIn['roles']>()
  const held = new Set((permissions ?? []).map(({ role }) => role))
  return (
    <>
      {menuEntries.map((group) => {
        const entries = group.entries.filter(
          ({ primary, roles }) => !(only && primary) && (!roles || roles.some((role) => held.has(role))),
        )
        if (entries.length === 0) return null
        return (
          <Box key={group.title} sx={{ mb: 1.5 }}>
            <Typography
              variant="caption"
              component="h2"
              sx={{ px: 1.5, color: 'text.secondary', fontWeight: 600 }}
            >
              {t(group.title)}
            </Typography>
            <List disablePadding>
              {entries.map((entry) => (
                <MenuLine
                  key={entry.to}
                  entry={entry}
                  current={isCurrent(entry, pathname)}
                  count={entry.count ? counts[entry.count] : 0}
                  {...(onGo ? { onGo } : {})}
                />
              ))}
            </List>
          </Box>
        )
      })}
    </>
  )
}

function MenuLine({
  entry,
  current,
  count,
  onGo,
}: {
  readonly entry: MenuEntry
  readonly current: boolean
  readonly count: number
  readonly onGo?: () => void
}) {
  const t = useWords()
  const Icon = entry.icon
  return (
    <ListItem disablePadding sx={{ my: 0.25 }}>
      <ListItemButton
        component={Link}
        to={entry.to}
        selected={current}
        aria-current={current ? 'page' : undefined}
        onClick={onGo}
        sx={{ px: 1.5, '&.Mui-selected': { color: 'primary.main' } }}
      >
        <ListItemIcon sx={{ minWidth: 38, color: 'inherit' }}>
          <Icon aria-hidden />
        </ListItemIcon>
        <ListItemText
          primary={t(entry.label)}
          slotProps={{ primary: { sx: { fontWeight: current ? 700 : 500 } } }}
        />
        <Badge
          badgeContent={count}
          max={99}
          color="error"
          slotProps={{
            badge: {
              'aria-label': t('nav.waiting', { smart_count: count }),
              role: 'img',
              style: {
                position: 'static',
                transform: 'none',
                fontSize: '0.875rem',
                height: 24,
                minWidth: 24,
                borderRadius: 12,
                display: count ? 'flex' : 'none',
              },
            },
          }}
        />
      </ListItemButton>
    </ListItem>
  )
}
