import CopyIcon from '@mui/icons-material/ContentCopyOutlined'
import { Box, IconButton, Typography } from '@mui/material'
import { useNotify } from 'react-admin'
import { useWords } from '../i18n/words.ts'

/** A text that is entered elsewhere: whole, in letters that are told apart, with a button that copies it. */
export function Copyable({
  label,
  text,
  testId,
}: {
  readonly label: string
  readonly text: string
  readonly testId?: string
}) {
  const t = useWords()
  const notify = useNotify()
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    notify(t('common.copied', { name: label }), { type: 'success' })
  }
  return (
    <Box sx={{ mt: 1.5 }}>
      <Typography variant="body2" sx={{ color: 'text.secondary' }}>
        {label}
      </Typography>
      <Box
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: 1,
          border: 1,
          borderColor: 'divider',
          borderRadius: 2.5,
          pl: 1.75,
          minHeight: 48,
        }}
      >
        <Box
          component="code"
          sx={{
            flex: 1,
            minWidth: 0,
            py: 1,
            overflowWrap: 'anywhere',
            fontSize: '1.0625rem',
            userSelect: 'all',
          }}
          {...(testId ? { 'data-testid': testId } : {})}
        >
          {text}
        </Box>
        {/* Browsers copy only on secure origins. */}
        {globalThis.navigator?.clipboard && (
          <IconButton onClick={() => void copy()} aria-label={t('common.copy', { name: label })}>
            <CopyIcon />
          </IconButton>
        )}
      </Box>
    </Box>
  )
}
