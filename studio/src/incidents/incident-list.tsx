import { outcomeTexts, waitingTexts } from '@linli/flow'
import AddIcon from '@mui/icons-material/AddOutlined'
import { Button } from '@mui/material'
import { useState } from 'react'
import { useRoleName } from '../contract/use-people.ts'
import { useSay, useWords } from '../i18n/words.ts'
import { CaseList, CaseRow } from '../parts/case-row.tsx'
import { GradeMark, Mark } from '../parts/chips.tsx'
import { ListPage } from '../parts/list-page.tsx'
import { Countdown, Moment } from '../parts/times.tsx'
import type { IncidentRow } from './incident.ts'
import { ReportDialog } from './report-dialog.tsx'

/** Incidents, the nearest deadline first. */
export function IncidentList() {
  const t = useWords()
  const [reporting, setReporting] = useState(false)
  return (
    <>
      <ListPage<IncidentRow>
        resource="incidents"
        title={t('incidents.title')}
        sort={{ field: 'deadline', order: 'ASC' }}
        searchLabel={t('incidents.search')}
        actions={
          <Button
            variant="outlined"
            startIcon={<AddIcon aria-hidden />}
            onClick={() => setReporting(true)}
            data-testid="report"
          >
            {t('incidents.report')}
          </Button>
        }
        views={[
          { key: 'open', label: t('incidents.open'), filter: { open: 'true' } },
          { key: 'ended', label: t('incidents.closed'), filter: { open: 'false' } },
          { key: 'all', label: t('common.all'), filter: { open: undefined } },
        ]}
        empty={{ title: t('incidents.empty'), hint: t('incidents.emptyHint') }}
        rows={(incidents) => <IncidentRows incidents={incidents} />}
      />
      {reporting && <ReportDialog onClose={() => setReporting(false)} />}
    </>
  )
}

function IncidentRows({ incidents }: { readonly incidents: readonly IncidentRow[] }) {
  const t = useWords()
  const say = useSay()
  const roleName = useRoleName()
  return (
    <CaseList label={t('incidents.title')}>
      {incidents.map((incident) => (
        <CaseRow
          key={incident.id}
          testId="incident-row"
          to={`/incidents/${encodeURIComponent(incident.id)}`}
          title={say(incident.title)}
          mark={<GradeMark grade={incident.grade} />}
          place={incident.placeName ?? t('common.unnamedPlace')}
          time={
            incident.step ? (
              <>
                {say(waitingTexts[incident.step], incident.step)} ·{' '}
                {incident.ownerName ?? roleName(incident.ownerRole)}
              </>
            ) : (
              <Moment at={incident.closedAt} />
            )
          }
          end={
            incident.step ? (
              <Countdown deadline={incident.deadline} />
            ) : (
              <Mark tone="neutral">{say(outcomeTexts[incident.outcome ?? 'resolved'])}</Mark>
            )
          }
        />
      ))}
    </CaseList>
  )
}
