import MoreIcon from '@mui/icons-material/MoreHorizOutlined'
import { Badge, BottomNavigation, BottomNavigationAction, Box, Drawer } from '@mui/material'
import { useState } from 'react'
import { Link, useLocation } from 'react-router-dom'
import { useWords } from '../i18n/words.ts'
import { isCurrent, menuEntries } from './menu-entries.ts'
import { MenuGroups } from './side-menu.tsx'
import { useCounts } from './use-counts.ts'

const primary = menuEntries.flatMap((group) => group.entries).filter((entry) => entry.primary)

/** The bar at the bottom of phones: the four pages of the day, and 更多. */
export function BottomBar() {
  const t = useWords()
  const { pathname } = useLocation()
  const counts = useCounts()
  const [more, setMore] = useState(false)
  const current = primary.find((entry) => isCurrent(entry, pathname))
  return (
    <Box
      component="nav"
      aria-label={t('nav.main')}
      sx={{
        display: { md: 'none' },
        position: 'fixed',
        bottom: 0,
        insetInline: 0,
        zIndex: 30,
        borderTop: 1,
        borderColor: 'divider',
        bgcolor: 'background.paper',
        pb: 'env(safe-area-inset-bottom)',
      }}
    >
      <BottomNavigation showLabels value={current?.to ?? 'more'} sx={{ height: 64 }}>
        {primary.map((entry) => {
          const Icon = entry.icon
          const count = entry.count ? counts[entry.count] : 0
          return (
            <BottomNavigationAction
              key={entry.to}
              value={entry.to}
              component={Link}
              {...{ to: entry.to }}
              aria-current={entry === current ? 'page' : undefined}
              label={t(entry.short ?? entry.label)}
              sx={actionStyle}
              icon={
                <Badge
                  badgeContent={count}
                  max={99}
                  color="error"
                  slotProps={{
                    badge: { 'aria-label': t('nav.waiting', { smart_count: count }), role: 'img' },
                  }}
                >
                  <Icon aria-hidden />
                </Badge>
              }
            />
          )
        })}
        <BottomNavigationAction
          value="more"
          label={t('nav.more')}
          icon={<MoreIcon aria-hidden />}
          aria-haspopup="dialog"
          aria-expanded={more}
          onClick={() => setMore(true)}
          sx={actionStyle}
        />
      </BottomNavigation>
      <Drawer
        anchor="bottom"
        open={more}
        onClose={() => setMore(false)}
        slotProps={{ paper: { 'aria-label': t('nav.more'), sx: { borderRadius: '16px 16px 0 0', p: 2 } } }}
      >
        <MenuGroups only="secondary" onGo={() => setMore(false)} />
      </Drawer>
    </Box>
  )
}

const actionStyle = {
  minWidth: 0,
  px: 0.5,
  color: 'text.secondary',
  '& .MuiBottomNavigationAction-label, & .MuiBottomNavigationAction-label.Mui-selected': {
    fontSize: '0.875rem',
  },
}
