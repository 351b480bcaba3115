import ChevronRightIcon from '@mui/icons-material/ChevronRight'
import PlaceIcon from '@mui/icons-material/PlaceOutlined'
import { Box, ListItemButton, Typography } from '@mui/material'
import type { ReactNode } from 'react'
import { Link } from 'react-router-dom'

interface CaseRowProps {
  readonly to: string
  readonly title: string
  readonly mark: ReactNode
  readonly place: string
  readonly time: ReactNode
  /** Stands at the right: a countdown, a state. */
  readonly end?: ReactNode
  readonly testId: string
}

/** An alert, incident or task in a list: one large target. */
export function CaseRow({ to, title, mark, place, time, end, testId }: CaseRowProps) {
  return (
    <Box component="li" sx={{ borderTop: 1, borderColor: 'divider', '&:first-of-type': { borderTop: 0 } }}>
      <ListItemButton
        component={Link}
        to={to}
        data-testid={testId}
        sx={{ borderRadius: 0, gap: 1.5, px: { xs: 2, md: 2.5 }, py: 1.5 }}
      >
        <Box sx={{ flex: 1, minWidth: 0, display: 'flex', flexDirection: 'column', gap: 0.75 }}>
          <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, flexWrap: 'wrap' }}>
            {mark}
            <Typography component="span" sx={{ fontWeight: 650, overflowWrap: 'anywhere' }}>
              {title}
            </Typography>
          </Box>
          <Box
            sx={{
              display: 'flex',
              alignItems: 'center',
              columnGap: 2,
              rowGap: 0.5,
              flexWrap: 'wrap',
              color: 'text.secondary',
              fontSize: '1rem',
            }}
          >
            <Box
              component="span"
              sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.5, minWidth: 0 }}
            >
              <PlaceIcon sx={{ fontSize: '1.15em' }} aria-hidden />
              {place}
            </Box>
            <span>{time}</span>
            {end && <Box sx={{ '@container (min-width: 560px)': { display: 'none' } }}>{end}</Box>}
          </Box>
        </Box>
        {end && (
          <Box sx={{ display: 'none', '@container (min-width: 560px)': { display: 'block' } }}>{end}</Box>
        )}
        <ChevronRightIcon
          aria-hidden
          sx={{ color: 'text.secondary', display: { xs: 'none', sm: 'block' } }}
        />
      </ListItemButton>
    </Box>
  )
}

/** The list around such rows. */
export function CaseList({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <Box
      component="ul"
      aria-label={label}
      sx={{ listStyle: 'none', m: 0, p: 0, containerType: 'inline-size' }}
    >
      {children}
    </Box>
  )
}
