import { useSay, useWords } from '../i18n/words.ts'
import { CaseList, CaseRow } from '../parts/case-row.tsx'
import { GradeMark } from '../parts/chips.tsx'
import { ListPage } from '../parts/list-page.tsx'
import { Ago, Countdown } from '../parts/times.tsx'
import type { AlertRow } from './alert.ts'
import { AlertState } from './alert-state.tsx'

/** Alerts, those to verify first. */
export function AlertList() {
  const t = useWords()
  return (
    <ListPage<AlertRow>
      resource="alerts"
      title={t('alerts.title')}
      sort={{ field: 'raisedAt', order: 'DESC' }}
      searchLabel={t('alerts.search')}
      views={[
        { key: 'open', label: t('alerts.toVerify'), filter: { state: 'open' } },
        { key: 'accepted', label: t('alerts.accepted'), filter: { state: 'accepted' } },
        { key: 'dismissed', label: t('alerts.falseAlarm'), filter: { state: 'dismissed' } },
        { key: 'all', label: t('common.all'), filter: { state: undefined } },
      ]}
      empty={{ title: t('alerts.empty'), hint: t('alerts.emptyHint') }}
      rows={(alerts) => <AlertRows alerts={alerts} showState />}
    />
  )
}

/** Alerts as rows; used by the list and by the desk. */
export function AlertRows({ alerts, showState }: { readonly alerts: readonly AlertRow[]; readonly showState?: boolean }) {
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
          end={showState && alert.state !== 'open' ? <AlertState state={alert.state} /> : <Countdown deadline={alert.deadline} />}
        />
      ))}
    </CaseList>
  )
}
