import ErrorIcon from '@mui/icons-material/ErrorOutlineOutlined'
import { Box, Button, Typography } from '@mui/material'
import { Component, type ReactNode } from 'react'
import { useWords } from '../i18n/words.ts'

interface State {
  readonly error: Error | null
}

/** A page that breaks does not take the menu with it. React offers this to classes only. */
export class PageBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { error: null }

  static getDerivedStateFromError(error: Error): State {
    return { error }
  }

  override render(): ReactNode {
    const { error } = this.state
    return error ? <Broken error={error} retry={() => this.setState({ error: null })} /> : this.props.children
  }
}

function Broken({ error, retry }: { readonly error: Error; readonly retry: () => void }) {
  const t = useWords()
  return (
    <Box role="alert" sx={{ maxWidth: 640, mx: 'auto', p: 4, textAlign: 'center' }}>
      <ErrorIcon color="error" sx={{ fontSize: 48 }} aria-hidden />
      <Typography variant="h1">{t('common.pageFailed')}</Typography>
      <Typography sx={{ my: 1 }}>{t('common.pageFailedHint')}</Typography>
      <Box
        component="pre"
        sx={{
          p: 2,
          borderRadius: 2,
          bgcolor: 'background.paper',
          whiteSpace: 'pre-wrap',
          textAlign: 'left',
          fontSize: '0.9375rem',
        }}
      >
        {error.message}
      </Box>
      <Button variant="contained" onClick={retry}>
        {t('common.retry')}
      </Button>
    </Box>
  )
}
