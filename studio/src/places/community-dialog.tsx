import { Autocomplete, Box, TextField } from '@mui/material'
import { useState } from 'react'
import { answered, api } from '../api/client.ts'
import { useWrite } from '../api/use-write.ts'
import { usePlaces } from '../contract/use-places.ts'
import { useWordOf, useWords } from '../i18n/words.ts'
import { FormDialog } from '../parts/form-dialog.tsx'

const above = ['city', 'district', 'street'] as const

/** Makes a community; what it lies in is made along with it where it is not there yet. */
export function CommunityDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useWords()
  const [name, setName] = useState('')
  const [places, setPlaces] = useState<Readonly<Partial<Record<(typeof above)[number], string>>>>({})
  const [id, setId] = useState('')
  const [tried, setTried] = useState(false)
  const { busy, write } = useWrite()
  const badId = id !== '' && !/^[a-z0-9][a-z0-9-]{0,62}$/.test(id)

  const submit = async () => {
    setTried(true)
    if (!name.trim() || badId) return
    const given = Object.entries(places).flatMap(([kind, one]) => (one?.trim() ? [[kind, one.trim()]] : []))
    const body = { name: name.trim(), above: Object.fromEntries(given), ...(id ? { id } : {}) }
    const done = await write(() => answered(api.POST('/api/communities', { body })), {
      done: t('places.communityAdded', { name: name.trim() }),
      resources: ['places', 'communities'],
    })
    if (done) onClose()
  }

  return (
    <FormDialog
      title={t('places.addCommunity')}
      lead={t('places.communityLead')}
      submit={t('common.save')}
      busy={busy}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <TextField
        fullWidth
        required
        autoFocus
        margin="normal"
        label={t('places.communityName')}
        value={name}
        error={tried && !name.trim()}
        helperText={tried && !name.trim() ? t('common.required') : undefined}
        onChange={(event) => setName(event.target.value)}
        slotProps={{ htmlInput: { 'data-testid': 'community-name', maxLength: 100 } }}
      />
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { sm: '1fr 1fr 1fr' }, mt: 1 }}>
        {above.map((kind) => (
          <AboveField
            key={kind}
            kind={kind}
            value={places[kind] ?? ''}
            onChange={(next) => setPlaces({ ...places, [kind]: next })}
          />
        ))}
      </Box>
      <TextField
        fullWidth
        margin="normal"
        label={t('places.communityId')}
        value={id}
        error={badId}
        helperText={t('places.communityIdHint')}
        onChange={(event) => setId(event.target.value)}
      />
    </FormDialog>
  )
}

/** A name; those that are there are offered. */
function AboveField({
  kind,
  value,
  onChange,
}: {
  readonly kind: (typeof above)[number]
  readonly value: string
  readonly onChange: (name: string) => void
}) {
  const t = useWords()
  const word = useWordOf()
  const { places } = usePlaces()
  const names = [...new Set(places.filter((place) => place.kind === kind).map((place) => place.name))]
  return (
    <Autocomplete
      freeSolo
      options={names}
      inputValue={value}
      onInputChange={(_, next) => onChange(next)}
      openText={t('common.open')}
      closeText={t('common.close')}
      clearText={t('forms.clear')}
      renderInput={(params) => (
        <TextField {...params} label={t('places.optional', { name: word('placeKind', kind) })} />
      )}
    />
  )
}
