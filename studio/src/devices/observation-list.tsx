import type { Contract } from '@linli/sdk'
import { useGetList } from 'react-admin'
import type { Schemas } from '../api/client.ts'
import { useNow } from '../api/use-now.ts'
import { type Field, labelOf } from '../contract/field.ts'
import { modelName } from '../contract/use-contract.ts'
import { valueWords } from '../contract/value-words.ts'
import { useLanguage, useWords } from '../i18n/words.ts'
import { DataTable } from '../parts/data-table.tsx'
import { Section } from '../parts/page.tsx'
import { Empty, Failed, Waiting } from '../parts/states.tsx'
import { Moment } from '../parts/times.tsx'
import type { DeviceRow } from './device.ts'

type ObservationRow = Schemas['Observation']

/** The latest reports of a device, properties and events alike. */
export function ObservationList({
  device,
  contract,
}: {
  readonly device: DeviceRow
  readonly contract: Contract | undefined
}) {
  const t = useWords()
  const locale = useLanguage()
  const now = useNow()
  const list = useGetList<ObservationRow>('observations', {
    pagination: { page: 1, perPage: 12 },
    sort: { field: 'time', order: 'DESC' },
    filter: { device: device.id },
  })
  const field = (row: ObservationRow) => fieldOf(row, device, contract)
  return (
    <Section flush title={t('devices.history')} id="observations">
      {list.isPending ? (
        <Waiting rows={3} />
      ) : list.error && !list.data ? (
        <Failed error={list.error} retry={() => void list.refetch()} />
      ) : list.data && list.data.length > 0 ? (
        <DataTable<ObservationRow>
          label={t('devices.history')}
          rows={list.data}
          rowKey={(row) => row.id}
          columns={[
            { key: 'name', label: t('devices.name'), value: (row) => labelOf(field(row), row.name, locale) },
            {
              key: 'value',
              label: t('devices.value'),
              value: (row) => valueWords(row.value, field(row), locale, now),
            },
            { key: 'time', label: t('devices.time'), value: (row) => <Moment at={row.time} seconds /> },
          ]}
        />
      ) : (
        <Empty title={t('devices.noValues')} />
      )}
    </Section>
  )
}

function fieldOf(row: ObservationRow, device: DeviceRow, contract: Contract | undefined): Field | undefined {
  const model = contract?.devices[modelName(device.model).name]
  return (row.kind === 'event' ? model?.events?.[row.name] : model?.properties?.[row.name]) as
    | Field
    | undefined
}
