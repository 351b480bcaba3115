import { Box } from '@mui/material'
import { useEffect, useState } from 'react'
import { useDataProvider, useNotify } from 'react-admin'
import type { AlertRow } from '../alerts/alert.ts'
import { useSay, useWords } from '../i18n/words.ts'
import { useLive } from '../live/live.tsx'

/** Says a new alert aloud to screen readers and, on other pages, shows it at the foot of the page. */
export function AlertHerald() {
  const t = useWords()
  const say = useSay()
  const { hear } = useLive()
  const notify = useNotify()
  const provider = useDataProvider()
  const [spoken, setSpoken] = useState('')

  useEffect(
    () =>
      hear((change) => {
        if (change.resource !== 'alerts' || change.op !== 'create') return
        provider
          .getOne<AlertRow>('alerts', { id: change.id })
          .then(({ data }) => {
            const words = t('live.newAlert', { title: say(data.title) })
            setSpoken(words)
            if (data.grade === 'urgent') notify(words, { type: 'warning', autoHideDuration: 8000 })
          })
          // Withdrawn or outside what the reader may see: nothing to say.
          .catch(() => undefined)
      }),
    [hear, notify, provider, say, t],
  )

  return (
    <Box
      role="status"
      aria-live="polite"
      sx={{
        position: 'absolute',
        width: 1,
        height: 1,
        overflow: 'hidden',
        clipPath: 'inset(50%)',
        maxWidth: '1px',
        maxHeight: '1px',
      }}
    >
      {spoken}
    </Box>
  )
}
