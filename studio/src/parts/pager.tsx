import ChevronLeftIcon from '@mui/icons-material/ChevronLeft'
import ChevronRightIcon from '@mui/icons-material/ChevronRight'
import { Box, IconButton, Typography } from '@mui/material'
import { useListContext } from 'react-admin'
import { useWords } from '../i18n/words.ts'

/** How many there are, and the way to the next page. */
export function Pager() {
  const t = useWords()
  const { total, page, perPage, setPage } = useListContext()
  if (total === undefined || total === 0) return null
  const pages = Math.max(1, Math.ceil(total / perPage))
  return (
    <Box
      sx={{
        display: 'flex',
        alignItems: 'center',
        justifyContent: 'space-between',
        px: 2,
        py: 0.5,
        borderTop: 1,
        borderColor: 'divider',
        minHeight: 52,
      }}
    >
      <Typography variant="body2" sx={{ color: 'text.secondary' }}>
        {t('common.total', { smart_count: total })}
      </Typography>
      {pages > 1 && (
        <Box
          component="nav"
          aria-label={t('common.pages')}
          sx={{ display: 'flex', alignItems: 'center', gap: 1 }}
        >
          <IconButton
            disabled={page <= 1}
            onClick={() => setPage(page - 1)}
            aria-label={t('common.previous')}
          >
            <ChevronLeftIcon />
          </IconButton>
          <Typography variant="body2">{t('common.page', { page, pages })}</Typography>
          <IconButton
            disabled={page >= pages}
            onClick={() => setPage(page + 1)}
            aria-label={t('common.next')}
          >
            <ChevronRightIcon />
          </IconButton>
        </Box>
      )}
    </Box>
  )
}
