import { Box } from '@mui/material'
import { modelName, useContracts } from '../contract/use-contract.ts'
import { usePlaces } from '../contract/use-places.ts'
import { useSay, useWords } from '../i18n/words.ts'
import { DataTable } from '../parts/data-table.tsx'
import { ListPage } from '../parts/list-page.tsx'
import { Ago } from '../parts/times.tsx'
import type { DeviceRow } from './device.ts'
import { DeviceActions } from './device-actions.tsx'
import { OnlineState } from './online-state.tsx'
import { ValueLine } from './value-list.tsx'

/** Devices with what they last said and when. */
export function DeviceList() {
  const t = useWords()
  return (
    <ListPage<DeviceRow>
      resource="devices"
      title={t('devices.title')}
      sort={{ field: 'name', order: 'ASC' }}
      searchLabel={t('devices.search')}
      empty={{ title: t('devices.empty'), hint: t('devices.emptyHint') }}
      actions={<DeviceActions />}
      rows={(devices) => <DeviceRows devices={devices} />}
    />
  )
}

function DeviceRows({ devices }: { readonly devices: readonly DeviceRow[] }) {
  const t = useWords()
  const say = useSay()
  const { words } = usePlaces()
  const contracts = useContracts(devices.map((device) => modelName(device.model).plugin))
  return (
    <DataTable<DeviceRow>
      label={t('devices.title')}
      rows={devices}
      rowKey={(device) => device.id}
      to={(device) => `/devices/${encodeURIComponent(device.id)}`}
      columns={[
        {
          key: 'name',
          label: t('devices.one'),
          value: (device) => (
            <span>
              {device.name}
              <Box
                component="span"
                sx={{ display: 'block', color: 'text.secondary', fontWeight: 400, fontSize: '0.9375rem' }}
              >
                {say(device.modelTitle, device.model)}
              </Box>
            </span>
          ),
        },
        { key: 'state', label: t('devices.lastSeen'), value: (device) => <LastSeen device={device} /> },
        {
          key: 'values',
          label: t('devices.lastValue'),
          value: (device) =>
            device.values.length === 0 ? (
              '—'
            ) : (
              <ValueLine device={device} contract={contracts.get(modelName(device.model).plugin)} />
            ),
        },
        {
          key: 'place',
          label: t('devices.place'),
          value: (device) => words(device.place ?? device.path) || t('common.unnamedPlace'),
        },
      ]}
    />
  )
}

function LastSeen({ device }: { readonly device: DeviceRow }) {
  return (
    <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 1, flexWrap: 'wrap' }}>
      <OnlineState device={device} />
      {device.lastSeen && (
        <Box component="span" sx={{ color: 'text.secondary', whiteSpace: 'nowrap' }}>
          <Ago at={device.lastSeen} />
        </Box>
      )}
    </Box>
  )
}
