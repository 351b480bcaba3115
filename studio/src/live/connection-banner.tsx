import CloudOffIcon from '@mui/icons-material/CloudOffOutlined'
import { Alert, Button } from '@mui/material'
import { useEffect, useRef, useState } from 'react'
import { useNotify } from 'react-admin'
import { clockTime } from '../i18n/time.ts'
import { useLanguage, useWords } from '../i18n/words.ts'
import { useLive } from './live.tsx'

/** A blip shorter than this is not worth a banner. */
const patience = 2500

/** Says since when the page no longer follows the server: 已断开，数据停在 10:32. */
export function ConnectionBanner() {
  const t = useWords()
  const locale = useLanguage()
  const notify = useNotify()
  const { state, reconnect } = useLive()
  const [shown, setShown] = useState<number | null>(null)
  const wasShown = useRef(false)

  useEffect(() => {
    if (state.kind === 'lost') {
      const timer = setTimeout(() => setShown(state.since), patience)
      return () => clearTimeout(timer)
    }
    if (state.kind === 'open') setShown(null)
    return undefined
  }, [state])

  useEffect(() => {
    if (wasShown.current && shown === null) notify(t('live.back'), { type: 'success' })
    wasShown.current = shown !== null
  }, [shown, notify, t])

  if (shown === null) return null
  return (
    <Alert
      severity="warning"
      icon={<CloudOffIcon />}
      data-testid="connection-banner"
      sx={{ borderRadius: 0, position: 'sticky', top: 0, zIndex: 20 }}
      action={
        <Button color="inherit" onClick={reconnect}>
          {t('live.retry')}
        </Button>
      }
    >
      <strong>{t('live.lost', { time: clockTime(shown, locale) })}</strong> {t('live.lostHint')}
    </Alert>
  )
}
