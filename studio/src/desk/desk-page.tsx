import { waitingTexts } from '@linli/flow'
import CelebrationIcon from '@mui/icons-material/TaskAltOutlined'
import ShieldIcon from '@mui/icons-material/VerifiedUserOutlined'
import { Box, Button } from '@mui/material'
import { useGetIdentity, useGetList } from 'react-admin'
import { Link } from 'react-router-dom'
import type { AlertRow } from '../alerts/alert.ts'
import { AlertRows } from '../alerts/alert-rows.tsx'
import { useNow } from '../api/use-now.ts'
import { useLanguage, useSay, useWords } from '../i18n/words.ts'
import type { TaskRow } from '../incidents/incident.ts'
import { CaseList, CaseRow } from '../parts/case-row.tsx'
import { GradeMark } from '../parts/chips.tsx'
import { Page, Section } from '../parts/page.tsx'
import { Empty, Failed, Waiting } from '../parts/states.tsx'
import { Countdown } from '../parts/times.tsx'
import { Figures } from './figures.tsx'
import { FirstSteps } from './first-steps.tsx'
import { partOfDay } from './part-of-day.ts'

/** 我的待办: my tasks by deadline, alerts to verify; everything of today in one place. */
export function DeskPage() {
  const t = useWords()
  const { identity } = useGetIdentity()
  const today = useToday()
  const tasks = useGetList<TaskRow>('tasks', {
    pagination: { page: 1, perPage: 100 },
    sort: { field: 'due', order: 'ASC' },
    filter: { mine: true },
  })
  const alerts = useGetList<AlertRow>('alerts', {
    pagination: { page: 1, perPage: 10 },
    sort: { field: 'deadline', order: 'ASC' },
    filter: { state: 'open' },
  })
  const part = t(`desk.${partOfDay(new Date().getHours())}`)
  return (
    <Page
      title={t('desk.title')}
      lead={`${t('desk.greeting', { part, name: identity?.fullName ?? '' })} · ${today}`}
    >
      <FirstSteps />
      <Figures tasks={tasks.data ?? []} toVerify={alerts.total ?? 0} />
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { lg: '1fr 1fr' }, alignItems: 'start' }}>
        <Section
          flush
          title={t('desk.tasks')}
          id="my-tasks"
          actions={<GoTo to="/incidents" words={t('desk.allIncidents')} />}
        >
          <TaskRows list={tasks} />
        </Section>
        <Section
          flush
          title={t('desk.verify')}
          id="to-verify"
          actions={<GoTo to="/alerts" words={t('desk.allAlerts')} />}
        >
          {alerts.isPending ? (
            <Waiting rows={3} />
          ) : alerts.error && !alerts.data ? (
            <Failed error={alerts.error} retry={() => void alerts.refetch()} />
          ) : alerts.data && alerts.data.length > 0 ? (
            <AlertRows alerts={alerts.data} />
          ) : (
            <Empty icon={<ShieldIcon />} title={t('desk.noAlerts')} hint={t('desk.noAlertsHint')} />
          )}
        </Section>
      </Box>
    </Page>
  )
}

function TaskRows({ list }: { readonly list: ReturnType<typeof useGetList<TaskRow>> }) {
  const t = useWords()
  const say = useSay()
  if (list.isPending) return <Waiting rows={3} />
  if (list.error && !list.data) return <Failed error={list.error} retry={() => void list.refetch()} />
  if (!list.data || list.data.length === 0)
    return <Empty icon={<CelebrationIcon />} title={t('desk.noTasks')} hint={t('desk.noTasksHint')} />
  return (
    <CaseList label={t('desk.tasks')}>
      {list.data.map((task) => (
        <CaseRow
          key={task.id}
          testId="task-row"
          to={pageOf(task)}
          title={say(task.title)}
          mark={<GradeMark grade={task.grade} />}
          place={task.placeName ?? t('common.unnamedPlace')}
          time={say(waitingTexts[task.step], task.step)}
          end={<Countdown deadline={task.due} />}
        />
      ))}
    </CaseList>
  )
}

/** What is to be verified is decided on the alert's page, which says why it fired. */
function pageOf({ alert, incident, step }: TaskRow): string {
  if (step === 'verify' && alert) return `/alerts/${encodeURIComponent(alert)}`
  return incident ? `/incidents/${encodeURIComponent(incident)}` : '/'
}

function GoTo({ to, words }: { readonly to: string; readonly words: string }) {
  return (
    <Button component={Link} to={to}>
      {words}
    </Button>
  )
}

function useToday(): string {
  const locale = useLanguage()
  const now = useNow()
  return new Intl.DateTimeFormat(locale === 'zh' ? 'zh-CN' : 'en-GB', {
    month: 'long',
    day: 'numeric',
    weekday: 'long',
  }).format(now)
}
