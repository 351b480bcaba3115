import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, Typography } from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { answered, api } from '../api/client.ts'
import { useWords } from '../i18n/words.ts'
import { AccountName } from '../parts/account-name.tsx'
import { Mark } from '../parts/chips.tsx'
import { Section } from '../parts/page.tsx'
import { Empty, Failed, Waiting } from '../parts/states.tsx'
import { Moment } from '../parts/times.tsx'
import type { ReleaseRow } from './installation.ts'
import type { TabProps } from './installation-page.tsx'
import { useDraft } from './use-draft.ts'

/** Every release of an installation, the latest first; any of them can be put into force again. */
export function ReleasesTab({ installation }: TabProps) {
  const t = useWords()
  const [chosen, setChosen] = useState<number | null>(null)
  const list = useQuery({
    queryKey: ['installations', 'releases', installation.id],
    queryFn: () =>
      answered(api.GET('/api/installations/{id}/releases', { params: { path: { id: installation.id } } })),
  })
  if (list.isPending) return <Waiting />
  if (!list.data) return <Failed error={list.error} retry={() => void list.refetch()} />
  const releases = [...list.data.items].sort((a, b) => b.number - a.number)
  return (
    <Section title={t('installations.releases')} flush id="releases">
      {releases.length === 0 ? (
        <Empty title={t('installations.noReleases')} hint={t('installations.noReleasesHint')} />
      ) : (
        <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0 }}>
          {releases.map((release) => (
            <Release
              key={release.number}
              release={release}
              current={release.number === installation.release}
              onRollback={() => setChosen(release.number)}
            />
          ))}
        </Box>
      )}
      {chosen !== null && (
        <RollbackDialog installation={installation} release={chosen} onClose={() => setChosen(null)} />
      )}
    </Section>
  )
}

function Release({
  release,
  current,
  onRollback,
}: {
  readonly release: ReleaseRow
  readonly current: boolean
  readonly onRollback: () => void
}) {
  const t = useWords()
  return (
    <Box
      component="li"
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        gap: 1.5,
        px: { xs: 2, md: 2.5 },
        py: 1.5,
        borderTop: 1,
        borderColor: 'divider',
      }}
    >
      <Box sx={{ flex: '1 1 220px' }}>
        <Typography sx={{ fontWeight: 650, display: 'flex', alignItems: 'center', gap: 1 }} component="div">
          {t('installations.release', { n: release.number })}
          {current && <Mark tone="success">{t('installations.current')}</Mark>}
        </Typography>
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          <AccountName id={release.publishedBy} /> · <Moment at={release.publishedAt} />
          {release.note ? ` · ${release.note}` : ''}
        </Typography>
      </Box>
      {!current && (
        <Button variant="outlined" onClick={onRollback}>
          {t('installations.rollback')}
        </Button>
      )}
    </Box>
  )
}

function RollbackDialog({
  installation,
  release,
  onClose,
}: Pick<TabProps, 'installation'> & { readonly release: number; readonly onClose: () => void }) {
  const t = useWords()
  const { busy, rollback } = useDraft(installation)
  const submit = async () => {
    if (await rollback(release)) onClose()
  }
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs" aria-labelledby="rollback-title">
      <DialogTitle id="rollback-title">{t('installations.rollbackTitle', { n: release })}</DialogTitle>
      <DialogContent>{t('installations.rollbackLead', { n: release })}</DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button variant="contained" disabled={busy} onClick={() => void submit()} data-testid="confirm">
          {t('installations.rollback')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
