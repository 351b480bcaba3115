import ArrowBackIcon from '@mui/icons-material/ArrowBackOutlined'
import { Box, IconButton, Typography } from '@mui/material'
import { type ReactNode, useEffect } from 'react'
import { Link } from 'react-router-dom'
import { useWords } from '../i18n/words.ts'

interface PageProps {
  readonly title: string
  readonly lead?: ReactNode
  /** Where the back arrow leads; left out on the pages of the menu. */
  readonly back?: string
  readonly actions?: ReactNode
  /** Stands before the title: a grade, a state. */
  readonly mark?: ReactNode
  readonly children: ReactNode
}

/** One page: its title is the document's title and its only h1. */
export function Page({ title, lead, back, actions, mark, children }: PageProps) {
  const t = useWords()
  useEffect(() => {
    document.title = `${title} · ${t('app.name')}`
  }, [title, t])
  return (
    <Box sx={{ maxWidth: 1280, mx: 'auto', px: { xs: 2, md: 4 }, py: { xs: 2, md: 3 } }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1.5, mb: 2.5 }}>
        {back && (
          <IconButton component={Link} to={back} aria-label={t('common.back')} edge="start">
            <ArrowBackIcon />
          </IconButton>
        )}
        <Box sx={{ flex: '1 1 240px', minWidth: 0 }}>
          <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.25, flexWrap: 'wrap' }}>
            <Typography variant="h1" sx={{ overflowWrap: 'anywhere' }}>
              {title}
            </Typography>
            {mark}
          </Box>
          {lead && (
            <Typography component="div" sx={{ color: 'text.secondary', mt: 0.5 }}>
              {lead}
            </Typography>
          )}
        </Box>
        {actions && <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>{actions}</Box>}
      </Box>
      {children}
    </Box>
  )
}

/** A titled part of a page on paper of its own. */
export function Section({
  title,
  actions,
  children,
  flush,
  id,
}: {
  readonly title?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
  /** The content reaches the edges: tables and rows of links. */
  readonly flush?: boolean
  readonly id?: string
}) {
  return (
    <Box
      component="section"
      {...(id ? { id, 'data-testid': id } : {})}
      sx={{
        bgcolor: 'background.paper',
        border: 1,
        borderColor: 'divider',
        borderRadius: 3,
        overflow: 'hidden',
      }}
    >
      {(title || actions) && (
        <Box
          sx={{
            display: 'flex',
            alignItems: 'center',
            flexWrap: 'wrap',
            gap: 1,
            px: { xs: 2, md: 2.5 },
            pt: 1.75,
            pb: flush ? 1.25 : 0,
          }}
        >
          <Typography variant="h2" sx={{ flex: 1, minWidth: 0 }}>
            {title}
          </Typography>
          {actions}
        </Box>
      )}
      <Box sx={flush ? {} : { px: { xs: 2, md: 2.5 }, pt: title ? 1.5 : 2, pb: 2.25 }}>{children}</Box>
    </Box>
  )
}
