import type { Contract } from '@linli/sdk'
import EditIcon from '@mui/icons-material/EditOutlined'
import { Box, Button, Typography } from '@mui/material'
import { useState } from 'react'
import { useParams } from 'react-router-dom'
import { useNow } from '../api/use-now.ts'
import { useOne } from '../api/use-one.ts'
import { modelName, useContract } from '../contract/use-contract.ts'
import { usePlaces } from '../contract/use-places.ts'
import { tenders, useHolds } from '../contract/use-roles.ts'
import { valueWords } from '../contract/value-words.ts'
import { useLanguage, useSay, useWords } from '../i18n/words.ts'
import { Facts } from '../parts/facts.tsx'
import { Page, Section } from '../parts/page.tsx'
import { Empty, Failed, PageWaiting } from '../parts/states.tsx'
import { Ago, Moment } from '../parts/times.tsx'
import { Commands } from './commands.tsx'
import type { DeviceRow } from './device.ts'
import { DeviceDialog } from './device-dialog.tsx'
import { ObservationList } from './observation-list.tsx'
import { OnlineState } from './online-state.tsx'
import { propertyOf, valueLabel, withUnit } from './value-list.tsx'

/** One device: what it says now, what it said, what it can be told. */
export function DevicePage() {
  const { id = '' } = useParams()
  const { data: device, error, isPending, refetch } = useOne('devices', id)
  const contract = useContract(device ? modelName(device.model).plugin : null)
  if (isPending) return <PageWaiting />
  if (!device) return <Failed error={error} retry={() => void refetch()} />
  return <DeviceBody device={device} contract={contract} />
}

function DeviceBody({
  device,
  contract,
}: {
  readonly device: DeviceRow
  readonly contract: Contract | undefined
}) {
  const t = useWords()
  const say = useSay()
  const { words } = usePlaces()
  const mayTend = useHolds(tenders)
  return (
    <Page
      title={device.name}
      back="/devices"
      mark={<OnlineState device={device} />}
      lead={say(device.modelTitle, device.model)}
      actions={mayTend && <EditButton device={device} />}
    >
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { md: '3fr 2fr' }, alignItems: 'start' }}>
        <Box sx={{ display: 'grid', gap: 2, minWidth: 0 }}>
          <Section title={t('devices.values')} id="device-values">
            <Values device={device} contract={contract} />
          </Section>
          <ObservationList device={device} contract={contract} />
        </Box>
        <Box sx={{ display: 'grid', gap: 2, minWidth: 0 }}>
          <Section>
            <Facts
              facts={[
                {
                  name: t('devices.lastSeen'),
                  value: device.lastSeen ? <Ago at={device.lastSeen} /> : t('devices.never'),
                },
                {
                  name: t('devices.place'),
                  value: words(device.place ?? device.path) || t('common.unnamedPlace'),
                },
                { name: t('devices.model'), value: say(device.modelTitle, device.model) },
                ...(device.address
                  ? [{ name: t('devices.address'), value: <code>{device.address}</code> }]
                  : []),
              ]}
            />
          </Section>
          {contract && <Commands device={device} contract={contract} />}
        </Box>
      </Box>
    </Page>
  )
}

function EditButton({ device }: { readonly device: DeviceRow }) {
  const t = useWords()
  const [editing, setEditing] = useState(false)
  return (
    <>
      <Button variant="outlined" startIcon={<EditIcon aria-hidden />} onClick={() => setEditing(true)}>
        {t('devices.edit')}
      </Button>
      {editing && <DeviceDialog device={device} onClose={() => setEditing(false)} />}
    </>
  )
}

function Values({
  device,
  contract,
}: {
  readonly device: DeviceRow
  readonly contract: Contract | undefined
}) {
  const t = useWords()
  const locale = useLanguage()
  const now = useNow()
  if (device.values.length === 0)
    return <Empty title={t('devices.noValues')} hint={t('devices.noValuesHint')} />
  return (
    <Box
      component="dl"
      sx={{ m: 0, display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(auto-fill, minmax(150px, 1fr))' }}
    >
      {device.values.map((value) => {
        const field = propertyOf(device, value.name, contract)
        return (
          <Box
            key={value.name}
            sx={{ border: 1, borderColor: 'divider', borderRadius: 2, px: 1.75, py: 1.25 }}
          >
            <Typography component="dt" variant="body2" sx={{ color: 'text.secondary' }}>
              {valueLabel(value, field, locale)}
            </Typography>
            <Box component="dd" sx={{ m: 0 }}>
              <Typography
                component="div"
                sx={{ fontSize: '1.375rem', fontWeight: 700, overflowWrap: 'anywhere' }}
              >
                {valueWords(value.value, withUnit(field, value), locale, now)}
              </Typography>
              <Typography component="div" variant="caption" sx={{ color: 'text.secondary' }}>
                <Moment at={value.time} />
              </Typography>
            </Box>
          </Box>
        )
      })}
    </Box>
  )
}
