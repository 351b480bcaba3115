import { Alert, Autocomplete, Button, MenuItem, TextField } from '@mui/material'
import { useState } from 'react'
import { useGetList } from 'react-admin'
import { Link } from 'react-router-dom'
import { answered, api } from '../api/client.ts'
import { useWrite } from '../api/use-write.ts'
import { type PlaceRow, usePlaces } from '../contract/use-places.ts'
import { pageLimit } from '../data-provider/data-provider.ts'
import { useWords } from '../i18n/words.ts'
import { FormDialog } from '../parts/form-dialog.tsx'
import { type SourceRow, useSourceSpecs } from '../sources/source.ts'
import type { DeviceRow } from './device.ts'
import { type Model, useModels } from './use-models.ts'

/** Registers a device: what it is, where it stands, and under which address its source knows it. */
export function DeviceDialog({
  device,
  onClose,
}: {
  readonly device?: DeviceRow
  readonly onClose: () => void
}) {
  const t = useWords()
  const models = useModels()
  const { places, words } = usePlaces()
  const [model, setModel] = useState<Model | null>(null)
  const [name, setName] = useState(device?.name ?? '')
  const [chosen, setPlace] = useState<PlaceRow | null>(null)
  const [source, setSource] = useState(device?.source ?? '')
  const [address, setAddress] = useState(device?.address ?? '')
  const [tried, setTried] = useState(false)
  const { busy, write } = useWrite()
  const place = chosen ?? places.find((one) => one.id === device?.place) ?? null
  const sources = useFittingSources(device?.model ?? model?.id, place?.community)
  const isModelKnown = Boolean(device || model)
  const lacks = !isModelKnown || !name.trim() || !place || (source !== '' && !address.trim())
  const need = (present: boolean) => ({
    error: tried && !present,
    helperText: tried && !present ? t('common.required') : undefined,
  })

  const submit = async () => {
    setTried(true)
    if (lacks || !place) return
    const body = {
      name: name.trim(),
      place: place.id,
      source: source || null,
      address: source ? address.trim() : null,
    }
    const send = () =>
      device
        ? answered(api.PATCH('/api/devices/{id}', { params: { path: { id: device.id } }, body }))
        : answered(api.POST('/api/devices', { body: { ...body, model: model?.id ?? '' } }))
    const done = await write(send, {
      done: t(device ? 'devices.saved' : 'devices.added', { name: body.name }),
      resources: ['devices'],
    })
    if (done) onClose()
  }

  return (
    <FormDialog
      title={device ? t('devices.editTitle', { name: device.name }) : t('devices.add')}
      submit={t('common.save')}
      busy={busy}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      {!device && (
        <Autocomplete<Model>
          sx={{ mt: 1 }}
          options={[...models]}
          groupBy={(one) => one.scenario}
          value={model}
          onChange={(_, next) => {
            setModel(next)
            setSource('')
          }}
          getOptionLabel={(one) => one.title}
          getOptionKey={(one) => one.id}
          isOptionEqualToValue={(a, b) => a.id === b.id}
          {...boxWords(t)}
          renderInput={(params) => (
            <TextField {...params} required label={t('devices.model')} {...need(model !== null)} />
          )}
        />
      )}
      <TextField
        fullWidth
        required
        margin="normal"
        label={t('devices.deviceName')}
        value={name}
        onChange={(event) => setName(event.target.value)}
        slotProps={{ htmlInput: { 'data-testid': 'device-name', maxLength: 100 } }}
        {...need(name.trim() !== '')}
      />
      <Autocomplete<PlaceRow>
        options={places.filter((one) => one.community !== '')}
        value={place}
        onChange={(_, next) => setPlace(next)}
        getOptionLabel={(one) => words(one.id)}
        getOptionKey={(one) => one.id}
        isOptionEqualToValue={(a, b) => a.id === b.id}
        {...boxWords(t)}
        renderInput={(params) => (
          <TextField {...params} required label={t('devices.place')} {...need(place !== null)} />
        )}
      />
      <TextField
        select
        fullWidth
        margin="normal"
        label={t('devices.source')}
        value={sources.some((one) => one.id === source) ? source : ''}
        helperText={t('devices.sourceHint')}
        onChange={(event) => setSource(event.target.value)}
        slotProps={{ htmlInput: { 'data-testid': 'device-source' } }}
      >
        <MenuItem value="">{t('devices.noSource')}</MenuItem>
        {sources.map((one) => (
          <MenuItem key={one.id} value={one.id}>
            {one.name}
          </MenuItem>
        ))}
      </TextField>
      {isModelKnown && place && sources.length === 0 && (
        <Alert
          severity="info"
          action={
            <Button component={Link} to="/sources" color="inherit">
              {t('devices.toSources')}
            </Button>
          }
        >
          {t('devices.noFittingSource')}
        </Alert>
      )}
      {source !== '' && (
        <TextField
          fullWidth
          required
          margin="normal"
          label={t('devices.address')}
          value={address}
          error={tried && !address.trim()}
          helperText={t('devices.addressHint')}
          onChange={(event) => setAddress(event.target.value)}
          slotProps={{ htmlInput: { 'data-testid': 'device-address', maxLength: 200 } }}
        />
      )}
    </FormDialog>
  )
}

const boxWords = (t: ReturnType<typeof useWords>) => ({
  noOptionsText: t('common.none'),
  openText: t('common.open'),
  closeText: t('common.close'),
  clearText: t('forms.clear'),
})

/** The sources of a community that the model can be read from. */
function useFittingSources(model: string | undefined, community: string | undefined): readonly SourceRow[] {
  const specs = useSourceSpecs()
  const { data } = useGetList<SourceRow>('sources', {
    pagination: { page: 1, perPage: pageLimit },
    sort: { field: 'name', order: 'ASC' },
  })
  return (data ?? []).filter(
    (source) =>
      source.community === community &&
      specs.some(
        (spec) =>
          spec.plugin === source.plugin &&
          spec.spec === source.spec &&
          model !== undefined &&
          spec.models.includes(model),
      ),
  )
}
