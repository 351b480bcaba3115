import { MenuItem, TextField } from '@mui/material'
import { useState } from 'react'
import { answered, api } from '../api/client.ts'
import { useWrite } from '../api/use-write.ts'
import type { PlaceRow } from '../contract/use-places.ts'
import { useWordOf, useWords } from '../i18n/words.ts'
import { FormDialog } from '../parts/form-dialog.tsx'
import { kindsBelow } from './place-kind.ts'

type Asked =
  | { readonly parent: PlaceRow; readonly place?: never }
  | { readonly place: PlaceRow; readonly parent?: never }

/** Adds a place below `parent`, or renames `place`. */
export function PlaceDialog(props: Asked & { readonly onClose: () => void; readonly onDone?: () => void }) {
  const { parent, place, onClose, onDone } = props
  const t = useWords()
  const word = useWordOf()
  const kinds = (parent && kindsBelow[parent.kind]) ?? []
  const [kind, setKind] = useState(kinds[0])
  const [name, setName] = useState(place?.name ?? '')
  const [tried, setTried] = useState(false)
  const { busy, write } = useWrite()
  const wrong = tried && !name.trim()

  const send = () => {
    if (place) return rename(place, name.trim())
    return answered(
      api.POST('/api/places', { body: { kind: kind ?? 'building', name: name.trim(), parent: parent.id } }),
    )
  }
  const submit = async () => {
    setTried(true)
    if (!name.trim()) return
    const text = t(place ? 'places.renamed' : 'places.added', { name: name.trim() })
    const done = await write(send, { done: text, resources: ['places', 'communities'] })
    if (!done) return
    onDone?.()
    onClose()
  }

  return (
    <FormDialog
      title={
        place ? t('places.renameTitle', { name: place.name }) : t('places.addTitle', { name: parent.name })
      }
      submit={t('common.save')}
      busy={busy}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      {kinds.length > 1 && (
        <TextField
          select
          fullWidth
          margin="normal"
          label={t('places.kind')}
          value={kind}
          helperText={kind === 'site' ? t('places.siteHint') : undefined}
          onChange={(event) => setKind(event.target.value as typeof kind)}
        >
          {kinds.map((one) => (
            <MenuItem key={one} value={one}>
              {word('placeKind', one)}
            </MenuItem>
          ))}
        </TextField>
      )}
      <TextField
        fullWidth
        required
        autoFocus
        margin="normal"
        label={t('places.name')}
        value={name}
        error={wrong}
        helperText={wrong ? t('common.required') : parent ? t('places.nameHint') : undefined}
        onChange={(event) => setName(event.target.value)}
        slotProps={{ htmlInput: { 'data-testid': 'place-name', maxLength: 100 } }}
      />
    </FormDialog>
  )
}

function rename({ id, kind }: PlaceRow, name: string): Promise<unknown> {
  const params = { path: { id } }
  return kind === 'community'
    ? answered(api.PATCH('/api/communities/{id}', { params, body: { name } }))
    : answered(api.PATCH('/api/places/{id}', { params, body: { name } }))
}
