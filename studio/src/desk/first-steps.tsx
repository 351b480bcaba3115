import DoneIcon from '@mui/icons-material/CheckCircle'
import OpenIcon from '@mui/icons-material/RadioButtonUncheckedOutlined'
import { Box, Button, LinearProgress, Typography } from '@mui/material'
import { useGetList } from 'react-admin'
import { Link } from 'react-router-dom'
import { tenders, useHolds } from '../contract/use-roles.ts'
import { useWords } from '../i18n/words.ts'
import type { WordKey } from '../i18n/zh.ts'
import { Section } from '../parts/page.tsx'

interface Step {
  readonly key: 'community' | 'places' | 'scenario' | 'source' | 'devices' | 'accounts'
  readonly to: string
  readonly done: boolean
}

/** What has to be there before anything can happen, in order; shown until all of it is. */
export function FirstSteps() {
  const mayTend = useHolds(tenders)
  return mayTend ? <Steps /> : null
}

function Steps() {
  const t = useWords()
  const isAdmin = useHolds(['admin'])
  const steps = useSteps(isAdmin)
  if (!steps || steps.every((step) => step.done)) return null
  const done = steps.filter((step) => step.done).length
  const next = steps.find((step) => !step.done)
  return (
    <Box sx={{ mb: 2 }}>
      <Section title={t('steps.title')} id="first-steps">
        <Typography sx={{ color: 'text.secondary', mb: 1.5 }}>{t('steps.lead')}</Typography>
        <LinearProgress
          variant="determinate"
          value={(done / steps.length) * 100}
          aria-label={t('steps.progress', { done, all: steps.length })}
          sx={{ height: 8, borderRadius: 4, mb: 1 }}
        />
        <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0 }}>
          {steps.map((step, index) => (
            <StepLine key={step.key} step={step} number={index + 1} isNext={step === next} />
          ))}
        </Box>
      </Section>
    </Box>
  )
}

function StepLine({
  step: { key, to, done },
  number,
  isNext,
}: {
  readonly step: Step
  readonly number: number
  readonly isNext: boolean
}) {
  const t = useWords()
  const Icon = done ? DoneIcon : OpenIcon
  return (
    <Box
      component="li"
      data-testid={`step-${key}`}
      data-done={done}
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1.5,
        py: 1.25,
        borderTop: number === 1 ? 0 : 1,
        borderColor: 'divider',
        flexWrap: { xs: 'wrap', sm: 'nowrap' },
      }}
    >
      <Icon
        color={done ? 'success' : isNext ? 'primary' : 'disabled'}
        titleAccess={t(done ? 'steps.done' : 'steps.open')}
      />
      <Box sx={{ flex: '1 1 220px', minWidth: 0 }}>
        <Typography sx={{ fontWeight: 650, color: done ? 'text.secondary' : 'text.primary' }}>
          {number}. {t(`steps.${key}` as WordKey)}
        </Typography>
        {!done && (
          <Typography variant="body2" sx={{ color: 'text.secondary' }}>
            {t(`steps.${key}Hint` as WordKey)}
          </Typography>
        )}
      </Box>
      {!done && (
        <Button component={Link} to={to} variant={isNext ? 'contained' : 'text'} sx={{ ml: 'auto' }}>
          {t(`steps.${key}Go` as WordKey)}
        </Button>
      )}
    </Box>
  )
}

/** Null until all is known: a list of steps that changes while one reads it is worse than none. */
function useSteps(isAdmin: boolean): readonly Step[] | null {
  const communities = useTotal('communities')
  const places = useTotal('places', { kind: 'building,unit,room,site' })
  const installations = useTotal('installations')
  const sources = useTotal('sources')
  const devices = useTotal('devices')
  const accounts = useTotal('accounts')
  const totals = [communities, places, installations, sources, devices, accounts]
  if (totals.some((total) => total === undefined)) return null
  const is = (total: number | undefined, least = 1) => (total ?? 0) >= least
  const steps: readonly Step[] = [
    { key: 'community', to: '/places', done: is(communities) },
    { key: 'places', to: '/places', done: is(places) },
    { key: 'scenario', to: '/installations', done: is(installations) },
    { key: 'source', to: '/sources', done: is(sources) },
    { key: 'devices', to: '/devices', done: is(devices) },
    { key: 'accounts', to: '/accounts', done: is(accounts, 2) },
  ]
  return isAdmin ? steps : steps.filter(({ key }) => key !== 'community' && key !== 'accounts')
}

function useTotal(resource: string, filter: Readonly<Record<string, string>> = {}): number | undefined {
  return useGetList(resource, {
    pagination: { page: 1, perPage: 2 },
    sort: { field: 'id', order: 'ASC' },
    filter,
  }).total
}
