import { Box, Typography } from '@mui/material'
import type { Schemas } from '../api/client.ts'
import { useSay, useWords } from '../i18n/words.ts'
import { DataTable } from '../parts/data-table.tsx'
import { ListPage } from '../parts/list-page.tsx'
import { Moment } from '../parts/times.tsx'

type DeadLetterRow = Schemas['DeadLetter']

/** What could not be used, and why. */
export function DeadLetterList() {
  const t = useWords()
  return (
    <ListPage<DeadLetterRow>
      resource="dead-letters"
      title={t('deadLetters.title')}
      lead={t('deadLetters.lead')}
      sort={{ field: 'arrival', order: 'DESC' }}
      empty={{ title: t('deadLetters.empty'), hint: t('deadLetters.emptyHint') }}
      rows={(letters) => <DeadLetterRows letters={letters} />}
    />
  )
}

function DeadLetterRows({ letters }: { readonly letters: readonly DeadLetterRow[] }) {
  const t = useWords()
  const say = useSay()
  return (
    <DataTable<DeadLetterRow>
      label={t('deadLetters.title')}
      rows={letters}
      rowKey={(letter) => letter.id}
      to={(letter) => `/dead-letters/${encodeURIComponent(letter.id)}`}
      columns={[
        {
          key: 'reason',
          label: t('deadLetters.reason'),
          value: (letter) => (
            <span>
              {say(letter.message, letter.code)}
              <Typography
                component="span"
                variant="caption"
                sx={{ display: 'block', color: 'text.secondary', fontWeight: 400 }}
              >
                <code>{letter.code}</code>
              </Typography>
            </span>
          ),
        },
        {
          key: 'source',
          label: t('deadLetters.source'),
          value: (letter) => (
            <Box component="span" sx={{ overflowWrap: 'anywhere' }}>
              {letter.source}
              {letter.address ? ` · ${letter.address}` : ''}
            </Box>
          ),
        },
        { key: 'at', label: t('deadLetters.at'), value: (letter) => <Moment at={letter.arrival} /> },
      ]}
    />
  )
}
