import { useWords } from '../i18n/words.ts'
import { ListPage } from '../parts/list-page.tsx'
import type { AlertRow } from './alert.ts'
import { AlertRows } from './alert-rows.tsx'

/** Alerts, those to verify first. */
export function AlertList() {
  const t = useWords()
  return (
    <ListPage<AlertRow>
      resource="alerts"
      title={t('alerts.title')}
      sort={{ field: 'pressing', order: 'DESC' }}
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
