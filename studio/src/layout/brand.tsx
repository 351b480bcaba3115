import { Box, Typography } from '@mui/material'
import { useWords } from '../i18n/words.ts'

/** The sign and the name. */
export function Brand({ compact }: { readonly compact?: boolean }) {
  const t = useWords()
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.25 }}>
      <Box
        component="img"
        src="/icon.svg"
        alt=""
        sx={{ width: compact ? 30 : 38, height: compact ? 30 : 38 }}
      />
      <Box>
        <Typography
          component="div"
          sx={{ fontWeight: 750, fontSize: compact ? '1.125rem' : '1.25rem', lineHeight: 1.2 }}
        >
          {t('app.name')}
        </Typography>
        {!compact && (
          <Typography component="div" variant="caption" sx={{ color: 'text.secondary', lineHeight: 1.2 }}>
            {t('app.tagline')}
          </Typography>
        )}
      </Box>
    </Box>
  )
}
