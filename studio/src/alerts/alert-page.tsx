import AlarmIcon from '@mui/icons-material/AlarmOutlined'
import EventIcon from '@mui/icons-material/EventNoteOutlined'
import PlaceIcon from '@mui/icons-material/PlaceOutlined'
import ScheduleIcon from '@mui/icons-material/ScheduleOutlined'
import { Box, Button, Alert as MuiAlert } from '@mui/material'
import { useState } from 'react'
import { Link, useParams } from 'react-router-dom'
import { useOne } from '../api/use-one.ts'
import { useRoleName } from '../contract/use-people.ts'
import { usePlaces } from '../contract/use-places.ts'
import { DetailFacts } from '../handling/detail-facts.tsx'
import { useSay, useWords } from '../i18n/words.ts'
import { CauseName } from '../installations/cause-name.tsx'
import { inForce } from '../installations/installation.ts'
import { ScenarioName } from '../installations/scenario-name.tsx'
import { useInstallation } from '../installations/use-installation.ts'
import { Answers } from '../parts/answers.tsx'
import { GradeMark } from '../parts/chips.tsx'
import { Facts } from '../parts/facts.tsx'
import { Page, Section } from '../parts/page.tsx'
import { Failed, PageWaiting } from '../parts/states.tsx'
import { TextLink } from '../parts/text-link.tsx'
import { Ago, Countdown, Moment } from '../parts/times.tsx'
import { RuleSentence } from '../rules/rule-sentence.tsx'
import type { AlertDetail } from './alert.ts'
import { AlertState } from './alert-state.tsx'
import { VerifyDialog } from './verify-dialog.tsx'

/** One alert: what, where, when, why; and the decision. */
export function AlertPage() {
  const { id = '' } = useParams()
  const { data: alert, error, isPending, refetch } = useOne('alerts', id)
  if (isPending) return <PageWaiting />
  if (!alert) return <Failed error={error} retry={() => void refetch()} />
  return <AlertBody alert={alert} />
}

function AlertBody({ alert }: { readonly alert: AlertDetail }) {
  const t = useWords()
  const say = useSay()
  const roleName = useRoleName()
  const { words } = usePlaces()
  return (
    <Page
      title={say(alert.title)}
      back="/alerts"
      mark={
        <>
          <GradeMark grade={alert.grade} />
          <AlertState state={alert.state} />
        </>
      }
    >
      <Answers
        answers={[
          {
            question: t('alerts.what'),
            icon: EventIcon,
            answer: say(alert.title),
            more: <ScenarioName installation={alert.installation} />,
          },
          {
            question: t('alerts.where'),
            icon: PlaceIcon,
            answer: words(alert.place ?? alert.path) || t('common.unnamedPlace'),
          },
          {
            question: t('alerts.when'),
            icon: ScheduleIcon,
            answer: <Ago at={alert.raisedAt} />,
            more: <Moment at={alert.raisedAt} />,
          },
          ...(alert.state === 'open'
            ? [
                {
                  question: t('incidents.left'),
                  icon: AlarmIcon,
                  answer: <Countdown deadline={alert.deadline} />,
                  more: alert.ownerName ?? roleName(alert.ownerRole),
                },
              ]
            : []),
        ]}
      />
      <Decision alert={alert} />
      <Box
        sx={{ display: 'grid', gap: 2, mt: 2, gridTemplateColumns: { md: '1fr 1fr' }, alignItems: 'start' }}
      >
        <Why alert={alert} />
        <Section title={t('alerts.detail')} id="alert-detail">
          <DetailFacts installation={alert.installation} rule={alert.rule} detail={alert.detail} />
        </Section>
      </Box>
    </Page>
  )
}

function Decision({ alert }: { readonly alert: AlertDetail }) {
  const t = useWords()
  const [open, setOpen] = useState(false)
  const may = alert.steps.some((step) => step.action === 'accept' || step.action === 'false-alarm')
  return (
    <Box
      sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5, mt: 2, alignItems: 'center' }}
      data-testid="decision"
    >
      {may && (
        <Button variant="contained" size="large" onClick={() => setOpen(true)} data-testid="verify">
          {t('alerts.verify')}
        </Button>
      )}
      {alert.incident && alert.state !== 'open' && (
        <Button
          variant="contained"
          size="large"
          component={Link}
          to={`/incidents/${encodeURIComponent(alert.incident)}`}
          data-testid="open-incident"
        >
          {t('alerts.openIncident')}
        </Button>
      )}
      {!may && (
        <MuiAlert severity="info" sx={{ flex: '1 1 280px' }}>
          {t(alert.state === 'open' ? 'alerts.nothingToDo' : 'alerts.handledAlready')}
          {alert.reason ? ` ${alert.reason}` : ''}
        </MuiAlert>
      )}
      {open && <VerifyDialog alert={alert} onClose={() => setOpen(false)} />}
    </Box>
  )
}

function Why({ alert }: { readonly alert: AlertDetail }) {
  const t = useWords()
  const { data: installation } = useInstallation(alert.installation)
  const config = installation ? inForce(installation) : undefined
  const rule = config?.rules.find((one) => one.id === alert.rule)
  return (
    <Section title={t('alerts.why')} id="alert-why">
      {rule && installation && config && (
        <Box sx={{ mb: 2 }}>
          <RuleSentence rule={rule} contract={installation.contract} settings={config.settings} />
        </Box>
      )}
      <Facts
        facts={[
          {
            name: t('alerts.scenario'),
            value: (
              <TextLink to={`/installations/${encodeURIComponent(alert.installation)}`}>
                <ScenarioName installation={alert.installation} />
              </TextLink>
            ),
          },
          ...(alert.device
            ? [
                {
                  name: t('alerts.device'),
                  value: (
                    <CauseName
                      device={alert.device}
                      name={alert.deviceName}
                      installation={alert.installation}
                    />
                  ),
                },
              ]
            : []),
          { name: t('alerts.raisedAt'), value: <Moment at={alert.raisedAt} /> },
        ]}
      />
    </Section>
  )
}
