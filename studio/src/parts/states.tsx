import ErrorIcon from '@mui/icons-material/ErrorOutlineOutlined'
import InboxIcon from '@mui/icons-material/InboxOutlined'
import { Box, Button, CircularProgress, Skeleton, Typography } from '@mui/material'
import type { ReactNode } from 'react'
import { useReason } from '../api/refusal.ts'
import { useWords } from '../i18n/words.ts'

/** Nothing here: what it means and what to do next. */
export function Empty({
  title,
  hint,
  action,
  icon,
}: {
  readonly title: string
  readonly hint?: string
  readonly action?: ReactNode
  readonly icon?: ReactNode
}) {
  return (
    <Box sx={{ textAlign: 'center', px: 3, py: { xs: 4, md: 6 }, color: 'text.secondary' }}>
      <Box sx={{ '& svg': { fontSize: 44 }, opacity: 0.75 }} aria-hidden>
        {icon ?? <InboxIcon />}
      </Box>
      <Typography variant="h3" component="p" sx={{ color: 'text.primary', mt: 1 }}>
        {title}
      </Typography>
      {hint && <Typography sx={{ mt: 0.5, maxWidth: 460, mx: 'auto' }}>{hint}</Typography>}
      {action && <Box sx={{ mt: 2 }}>{action}</Box>}
    </Box>
  )
}

/** Reading failed: why, and a way to try again. */
export function Failed({ error, retry }: { readonly error: unknown; readonly retry?: () => void }) {
  const t = useWords()
  const reason = useReason()
  return (
    <Box role="alert" sx={{ textAlign: 'center', px: 3, py: 5 }}>
      <ErrorIcon color="error" sx={{ fontSize: 44 }} aria-hidden />
      <Typography variant="h3" component="p" sx={{ mt: 1 }}>
        {t('common.loadFailed')}
      </Typography>
      <Typography sx={{ color: 'text.secondary', mt: 0.5 }}>{reason(error)}</Typography>
      {retry && (
        <Button variant="outlined" onClick={retry} sx={{ mt: 2 }}>
          {t('common.retry')}
        </Button>
      )}
    </Box>
  )
}

/** Rows that are still on their way. */
export function Waiting({ rows = 4 }: { readonly rows?: number }) {
  const t = useWords()
  return (
    <Box role="status" aria-label={t('common.loading')} sx={{ p: 2 }}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows without identity
        <Skeleton key={row} height={48} sx={{ transform: 'none', my: 1, borderRadius: 2 }} />
      ))}
    </Box>
  )
}

/** A whole page on its way. */
export function PageWaiting() {
  const t = useWords()
  return (
    <Box sx={{ display: 'grid', placeItems: 'center', minHeight: '50vh' }}>
      <CircularProgress aria-label={t('common.loading')} />
    </Box>
  )
}
