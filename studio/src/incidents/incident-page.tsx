import { outcomeTexts, type Step, standardFlow, stepTexts, tiers, tierTexts, waitingTexts } from '@linli/flow'
import AlarmIcon from '@mui/icons-material/AlarmOutlined'
import EventIcon from '@mui/icons-material/EventNoteOutlined'
import PersonIcon from '@mui/icons-material/PersonOutlined'
import PlaceIcon from '@mui/icons-material/PlaceOutlined'
import { Box } from '@mui/material'
import { useParams } from 'react-router-dom'
import { useOne } from '../api/use-one.ts'
import { useRoleName } from '../contract/use-people.ts'
import { usePlaces } from '../contract/use-places.ts'
import { DetailFacts } from '../handling/detail-facts.tsx'
import { useSay, useWords } from '../i18n/words.ts'
import { CauseName } from '../installations/cause-name.tsx'
import { ScenarioName } from '../installations/scenario-name.tsx'
import { useInstallation } from '../installations/use-installation.ts'
import { Answers } from '../parts/answers.tsx'
import { GradeMark, Mark } from '../parts/chips.tsx'
import { Facts } from '../parts/facts.tsx'
import { Page, Section } from '../parts/page.tsx'
import { Failed, PageWaiting } from '../parts/states.tsx'
import { TextLink } from '../parts/text-link.tsx'
import { Countdown, Moment } from '../parts/times.tsx'
import type { IncidentDetail } from './incident.ts'
import { NextSteps } from './next-steps.tsx'
import { Timeline } from './timeline.tsx'

/** One incident: four answers at the top, the next legal step, what was done so far. */
export function IncidentPage() {
  const { id = '' } = useParams()
  const { data: incident, error, isPending, refetch } = useOne('incidents', id)
  if (isPending) return <PageWaiting />
  if (!incident) return <Failed error={error} retry={() => void refetch()} />
  return <IncidentBody incident={incident} />
}

function IncidentBody({ incident }: { readonly incident: IncidentDetail }) {
  const t = useWords()
  const say = useSay()
  const state = incident.step ? waitingTexts[incident.step] : outcomeTexts[incident.outcome ?? 'resolved']
  return (
    <Page
      title={say(incident.title)}
      back="/incidents"
      lead={incident.number}
      mark={
        <>
          <GradeMark grade={incident.grade} />
          <Mark tone={incident.step ? 'info' : 'neutral'}>
            <span data-testid="incident-state">{say(state)}</span>
          </Mark>
        </>
      }
    >
      <FourAnswers incident={incident} />
      <NextSteps incident={incident} />
      <Box
        sx={{ display: 'grid', gap: 2, mt: 2, gridTemplateColumns: { md: '3fr 2fr' }, alignItems: 'start' }}
      >
        <Section title={t('incidents.timeline')} id="timeline">
          <Timeline incident={incident} />
        </Section>
        <Box sx={{ display: 'grid', gap: 2, minWidth: 0 }}>
          {Object.keys(incident.detail).length > 0 && (
            <Section title={t('alerts.detail')}>
              <DetailFacts installation={incident.installation} detail={incident.detail} />
            </Section>
          )}
          <Section title={t('common.about')}>
            <About incident={incident} />
          </Section>
        </Box>
      </Box>
    </Page>
  )
}

function FourAnswers({ incident }: { readonly incident: IncidentDetail }) {
  const t = useWords()
  const say = useSay()
  const roleName = useRoleName()
  const { words } = usePlaces()
  return (
    <Answers
      answers={[
        {
          question: t('incidents.what'),
          icon: EventIcon,
          answer: say(incident.title),
          more: <ScenarioName installation={incident.installation} />,
        },
        {
          question: t('incidents.where'),
          icon: PlaceIcon,
          answer: words(incident.place ?? incident.path) || t('common.unnamedPlace'),
        },
        {
          question: t('incidents.who'),
          icon: PersonIcon,
          answer: incident.ownerName ?? roleName(incident.ownerRole),
          more: incident.ownerName ? roleName(incident.ownerRole) : undefined,
        },
        {
          question: t('incidents.left'),
          icon: AlarmIcon,
          answer: incident.step ? <Countdown deadline={incident.deadline} /> : t('incidents.ended'),
          more: incident.step ? <Climb incident={incident} /> : <Moment at={incident.closedAt} />,
        },
      ]}
    />
  )
}

/** Where it climbs when the time is up, as the incident's flow says. */
function Climb({ incident }: { readonly incident: IncidentDetail }) {
  const t = useWords()
  const say = useSay()
  const { data: installation } = useInstallation(incident.installation)
  if (incident.deadline === null) return null
  if (incident.overdue) return <>{t('incidents.overdue')}</>
  const flow = incident.flow ? installation?.contract?.flows[incident.flow] : standardFlow
  const next = flow?.raise.find((tier) => tiers.indexOf(tier) > tiers.indexOf(incident.tier))
  return <>{next ? t('incidents.leftHint', { tier: say(tierTexts[next]) }) : t('incidents.leftTop')}</>
}

function About({ incident }: { readonly incident: IncidentDetail }) {
  const t = useWords()
  const say = useSay()
  return (
    <Facts
      facts={[
        {
          name: t('incidents.state'),
          value: incident.step ? say(stepTexts[incident.step as Step]) : t('incidents.ended'),
        },
        { name: t('alerts.raisedAt'), value: <Moment at={incident.openedAt} /> },
        ...(incident.deadline
          ? [{ name: t('incidents.deadline'), value: <Moment at={incident.deadline} /> }]
          : []),
        ...(incident.device
          ? [
              {
                name: t('alerts.device'),
                value: (
                  <CauseName
                    device={incident.device}
                    name={incident.deviceName}
                    installation={incident.installation}
                  />
                ),
              },
            ]
          : []),
        ...(incident.alert
          ? [
              {
                name: t('incidents.from'),
                value: (
                  <TextLink to={`/alerts/${encodeURIComponent(incident.alert)}`}>{t('common.open')}</TextLink>
                ),
              },
            ]
          : []),
      ]}
    />
  )
}
