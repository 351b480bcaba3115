import { useSay, useWords } from '../i18n/words.ts'
import { CaseList, CaseRow } from '../parts/case-row.tsx'
import { GradeMark } from '../parts/chips.tsx'
import { Ago, Countdown } from '../parts/times.tsx'
import type { AlertRow } from './alert.ts'
import { AlertState } from './alert-state.tsx'

/** Alerts as rows; used by the list and by the desk. */
export function AlertRows({
  alerts,
  showState,
}: {
  readonly alerts: readonly AlertRow[]
  readonly showState?: boolean
}) {
  const t = useWords()
  const say = useSay()
  return (
    <CaseList label={t('alerts.title')}>
      {alerts.map((alert) => (
        <CaseRow
          key={alert.id}
          testId="alert-row"
          to={`/alerts/${encodeURIComponent(alert.id)}`}
          title={say(alert.title)}
          mark={<GradeMark grade={alert.grade} />}
          place={alert.placeName ?? t('common.unnamedPlace')}
          time={<Ago at={alert.raisedAt} />}
          end={
            showState && alert.state !== 'open' ? (
              <AlertState state={alert.state} />
            ) : (
              <Countdown deadline={alert.deadline} />
            )
          }
        />
      ))}
    </CaseList>
  )
}
