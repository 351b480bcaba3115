import { roles, roleTexts } from '@linli/flow'
import AddIcon from '@mui/icons-material/AddOutlined'
import DeleteIcon from '@mui/icons-material/DeleteOutlined'
import { Autocomplete, Box, Button, IconButton, MenuItem, TextField, Typography } from '@mui/material'
import { usePlaces } from '../contract/use-places.ts'
import { useHoldsEverywhere } from '../contract/use-roles.ts'
import { useSay, useWords } from '../i18n/words.ts'

/** A role at a place; '' is everywhere, null not chosen yet. */
export interface Held {
  readonly role: string
  readonly place: string | null
}

interface RolesFieldProps {
  readonly value: readonly Held[]
  readonly onChange: (roles: readonly Held[]) => void
  /** Shows what is missing. */
  readonly strict: boolean
}

/** Which roles somebody holds, each at a place; it counts there and below. */
export function RolesField({ value, onChange, strict }: RolesFieldProps) {
  const t = useWords()
  const replace = (index: number, held: Held) => onChange(value.map((one, at) => (at === index ? held : one)))
  return (
    <Box component="fieldset" sx={{ border: 0, m: 0, p: 0, mt: 2 }}>
      <Typography component="legend" variant="h3" sx={{ p: 0 }}>
        {t('accounts.roles')}
      </Typography>
      <Typography variant="body2" sx={{ color: 'text.secondary', mb: 1 }}>
        {t('accounts.rolesHint')}
      </Typography>
      <Box sx={{ display: 'grid', gap: 2 }}>
        {value.map((held, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: roles are told apart by where they stand
          <Box key={index} sx={{ display: 'flex', gap: 1, alignItems: 'flex-end' }}>
            <Box
              sx={{ flex: 1, minWidth: 0, display: 'grid', gap: 1, gridTemplateColumns: { sm: '2fr 3fr' } }}
            >
              <RoleField held={held} onChange={(next) => replace(index, next)} />
              <PlaceField held={held} strict={strict} onChange={(next) => replace(index, next)} />
            </Box>
            <IconButton
              disabled={value.length === 1}
              aria-label={t('accounts.removeRole', { n: index + 1 })}
              onClick={() => onChange(value.filter((_, at) => at !== index))}
            >
              <DeleteIcon />
            </IconButton>
          </Box>
        ))}
      </Box>
      <Button
        startIcon={<AddIcon aria-hidden />}
        sx={{ mt: 1 }}
        onClick={() => onChange([...value, { role: 'grid-worker', place: null }])}
      >
        {t('accounts.addRole')}
      </Button>
    </Box>
  )
}

interface HeldField {
  readonly held: Held
  readonly onChange: (held: Held) => void
}

function RoleField({ held, onChange }: HeldField) {
  const t = useWords()
  const say = useSay()
  return (
    <TextField
      select
      fullWidth
      label={t('accounts.role')}
      value={held.role}
      onChange={(event) => onChange({ ...held, role: event.target.value })}
    >
      {roles.map((role) => (
        <MenuItem key={role} value={role}>
          {say(roleTexts[role])}
        </MenuItem>
      ))}
    </TextField>
  )
}

function PlaceField({ held, onChange, strict }: HeldField & { readonly strict: boolean }) {
  const t = useWords()
  const { places, words } = usePlaces()
  const mayEverywhere = useHoldsEverywhere('admin')
  const ids = [...(mayEverywhere ? [''] : []), ...places.map((place) => place.id)]
  const lacks = strict && held.place === null
  return (
    <Autocomplete<string>
      options={ids}
      value={held.place}
      onChange={(_, place) => onChange({ ...held, place })}
      getOptionLabel={(id) => (id === '' ? t('accounts.everywhere') : words(id))}
      noOptionsText={t('common.none')}
      openText={t('common.open')}
      closeText={t('common.close')}
      clearText={t('forms.clear')}
      renderInput={(params) => (
        <TextField
          {...params}
          required
          label={t('accounts.at')}
          error={lacks}
          helperText={lacks ? t('common.required') : undefined}
        />
      )}
    />
  )
}
