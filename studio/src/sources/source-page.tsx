import { Alert, Box, Button, Typography } from '@mui/material'
import { useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router-dom'
import { answered, api } from '../api/client.ts'
import { useOne } from '../api/use-one.ts'
import { useWrite } from '../api/use-write.ts'
import { tenders, useHolds } from '../contract/use-roles.ts'
import { useSay, useWords } from '../i18n/words.ts'
import { Copyable } from '../parts/copyable.tsx'
import { Facts } from '../parts/facts.tsx'
import { FormDialog } from '../parts/form-dialog.tsx'
import { Page, Section } from '../parts/page.tsx'
import { Failed, PageWaiting } from '../parts/states.tsx'
import { Ago, Moment } from '../parts/times.tsx'
import { Knocks } from './knocks.tsx'
import { addressesOf, type SourceRow, specOf, useSourceSpecs } from './source.ts'
import { SourceSettings } from './source-settings.tsx'
import { SourceState } from './source-state.tsx'
import { SourceToken } from './source-token.tsx'

/** One source: how it stands, what to enter on the devices, its settings. */
export function SourcePage() {
  const { id = '' } = useParams()
  const { data: source, error, isPending, refetch } = useOne('sources', id)
  if (isPending) return <PageWaiting />
  if (!source) return <Failed error={error} retry={() => void refetch()} />
  return <SourceBody source={source} />
}

function SourceBody({ source }: { readonly source: SourceRow }) {
  const t = useWords()
  const say = useSay()
  const spec = specOf(source, useSourceSpecs())
  const mayTend = useHolds(tenders) && source.config !== null
  const { status } = source
  return (
    <Page
      title={source.name}
      back="/sources"
      mark={<SourceState source={source} />}
      lead={say(spec?.title, source.dialect)}
      actions={mayTend && <Switches source={source} />}
    >
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { md: '3fr 2fr' }, alignItems: 'start' }}>
        <Box sx={{ display: 'grid', gap: 2, minWidth: 0 }}>
          <Section title={t('sources.connect')} id="connect">
            <Connect source={source} />
            {mayTend && source.kind === 'http' && <SourceToken source={source} />}
            <Typography variant="body2" sx={{ color: 'text.secondary', mt: 2 }}>
              {t('sources.thenDevices')}{' '}
              <Button component={Link} to="/devices" sx={{ verticalAlign: 'baseline' }}>
                {t('sources.toDevices')}
              </Button>
            </Typography>
          </Section>
          <Knocks knocks={status?.knocks ?? []} />
          {mayTend && spec && (
            <SourceSettings key={JSON.stringify(source.config)} source={source} spec={spec} />
          )}
        </Box>
        <Section title={t('sources.standing')} id="standing">
          <Facts
            facts={[
              { name: t('sources.accepted'), value: status?.accepted ?? '—' },
              { name: t('sources.refused'), value: status?.refused ?? '—' },
              {
                name: t('sources.lastError'),
                value: status?.lastError ? <Ago at={status.lastError.at} /> : t('common.none'),
              },
              { name: t('sources.createdAt'), value: <Moment at={source.createdAt} /> },
            ]}
          />
          {status?.lastError && (
            <Alert severity="warning" sx={{ mt: 2, alignItems: 'flex-start' }}>
              {say(status.lastError.message)}
            </Alert>
          )}
        </Section>
      </Box>
    </Page>
  )
}

function Connect({ source }: { readonly source: SourceRow }) {
  const t = useWords()
  const { broker, topic, url } = addressesOf(source)
  return (
    <>
      <Typography sx={{ color: 'text.secondary' }}>{t('sources.connectLead')}</Typography>
      {broker && <Copyable label={t('sources.broker')} text={broker} />}
      {topic && <Copyable label={t('sources.topic')} text={topic} />}
      {url && <Copyable label={t('sources.url')} text={url} />}
    </>
  )
}

function Switches({ source }: { readonly source: SourceRow }) {
  const t = useWords()
  const navigate = useNavigate()
  const [removing, setRemoving] = useState(false)
  const { busy, write } = useWrite()
  const params = { path: { id: source.id } }
  const isActive = source.state === 'active'
  const turn = () =>
    write(
      () =>
        answered(
          api.PATCH('/api/sources/{id}', { params, body: { state: isActive ? 'stopped' : 'active' } }),
        ),
      { done: t(isActive ? 'sources.stopped' : 'sources.started'), resources: ['sources'] },
    )
  const remove = async () => {
    const done = await write(() => answered(api.DELETE('/api/sources/{id}', { params })), {
      done: t('sources.removed', { name: source.name }),
      resources: [],
    })
    if (done) navigate('/sources')
  }
  return (
    <>
      <Button variant="outlined" disabled={busy} onClick={() => void turn()}>
        {t(isActive ? 'sources.stop' : 'sources.start')}
      </Button>
      <Button variant="outlined" color="error" disabled={busy} onClick={() => setRemoving(true)}>
        {t('sources.remove')}
      </Button>
      {removing && (
        <FormDialog
          title={t('sources.removeTitle', { name: source.name })}
          lead={t('sources.removeLead')}
          submit={t('sources.remove')}
          danger
          busy={busy}
          onSubmit={() => void remove()}
          onClose={() => setRemoving(false)}
        />
      )}
    </>
  )
}
