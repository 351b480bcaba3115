import ReplayIcon from '@mui/icons-material/ReplayOutlined'
import { Alert, Box, Button } from '@mui/material'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNotify } from 'react-admin'
import { useParams } from 'react-router-dom'
import { answered, api } from '../api/client.ts'
import { useComplain } from '../api/refusal.ts'
import { useOne } from '../api/use-one.ts'
import { useSay, useWordOf, useWords } from '../i18n/words.ts'
import { Facts } from '../parts/facts.tsx'
import { Page, Section } from '../parts/page.tsx'
import { Failed, PageWaiting } from '../parts/states.tsx'
import { Moment } from '../parts/times.tsx'

/** One refused message: why, from where, and the original; taken in again once the cause is mended. */
export function DeadLetterPage() {
  const t = useWords()
  const say = useSay()
  const word = useWordOf()
  const { id = '' } = useParams()
  const { data: letter, error, isPending, refetch } = useOne('dead-letters', id)
  const { busy, replay } = useReplay(id)
  if (isPending) return <PageWaiting />
  if (!letter) return <Failed error={error} retry={() => void refetch()} />
  return (
    <Page
      title={t('deadLetters.title')}
      back="/dead-letters"
      actions={
        <Button
          variant="contained"
          startIcon={<ReplayIcon aria-hidden />}
          disabled={busy}
          onClick={() => void replay()}
          data-testid="replay"
        >
          {t('deadLetters.replay')}
        </Button>
      }
    >
      <Alert severity="warning" sx={{ mb: 2 }}>
        {say(letter.message, letter.code)}
      </Alert>
      <Box sx={{ display: 'grid', gap: 2 }}>
        <Section>
          <Facts
            facts={[
              { name: t('deadLetters.code'), value: <code>{letter.code}</code> },
              ...(letter.fault ? [{ name: t('deadLetters.fault'), value: word('fault', letter.fault) }] : []),
              { name: t('deadLetters.stage'), value: word('stage', letter.stage) },
              { name: t('deadLetters.source'), value: `${letter.source} · ${letter.channel}` },
              ...(letter.address ? [{ name: t('deadLetters.address'), value: letter.address }] : []),
              { name: t('deadLetters.at'), value: <Moment at={letter.arrival} /> },
              ...(letter.replayedAt
                ? [{ name: t('deadLetters.replay'), value: <Moment at={letter.replayedAt} /> }]
                : []),
            ]}
          />
        </Section>
        <Section title={`${t('deadLetters.raw')}${letter.rawEncoding === 'base64' ? ' (base64)' : ''}`}>
          <Box
            component="pre"
            tabIndex={0}
            aria-label={t('deadLetters.raw')}
            sx={{
              m: 0,
              overflow: 'auto',
              maxHeight: 480,
              fontSize: '0.9375rem',
              whiteSpace: 'pre-wrap',
              overflowWrap: 'anywhere',
            }}
          >
            {letter.raw === null ? t('deadLetters.rawHidden') : pretty(letter.raw ?? '')}
          </Box>
        </Section>
      </Box>
    </Page>
  )
}

function useReplay(id: string) {
  const t = useWords()
  const notify = useNotify()
  const complain = useComplain()
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const replay = async () => {
    setBusy(true)
    try {
      await answered(api.POST('/api/dead-letters/{id}/replay', { params: { path: { id } } }))
      notify(t('deadLetters.replayed'), { type: 'success' })
    } catch (error) {
      complain(error)
    } finally {
      await queries.invalidateQueries({ queryKey: ['dead-letters'] })
      setBusy(false)
    }
  }
  return { busy, replay }
}

/** JSON is laid out, anything else shown as it came. */
function pretty(raw: string): string {
  try {
    return JSON.stringify(JSON.parse(raw), null, 2)
  } catch {
    return raw
  }
}
