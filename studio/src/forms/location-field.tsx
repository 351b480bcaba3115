import MyLocationIcon from '@mui/icons-material/MyLocationOutlined'
import { Box, Button, FormHelperText, FormLabel, TextField } from '@mui/material'
import type { FieldProps } from '@rjsf/utils'
import { useState } from 'react'
import { useWords } from '../i18n/words.ts'

interface Position {
  readonly lat?: number
  readonly lng?: number
}

/** A position: from the phone where it may be asked, else typed in. WGS-84. */
export function LocationField({ schema, name, formData, onChange, required, fieldPathId }: FieldProps) {
  const t = useWords()
  const [failed, setFailed] = useState(false)
  const position = (formData ?? {}) as Position
  const set = (next: Position) => onChange(next, fieldPathId.path)
  const locate = () =>
    navigator.geolocation?.getCurrentPosition(
      ({ coords }) => set({ lat: coords.latitude, lng: coords.longitude }),
      () => setFailed(true),
    )
  const number = (text: string) => (text === '' ? {} : { value: Number(text) })
  return (
    <Box>
      <FormLabel component="legend">
        {schema.title ?? name}
        {required ? ' *' : ''}
      </FormLabel>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5, mt: 1 }}>
        <TextField
          type="number"
          label={t('forms.latitude')}
          value={position.lat ?? ''}
          onChange={(event) => {
            const { value } = number(event.target.value)
            set({
              ...(value === undefined ? {} : { lat: value }),
              ...(position.lng === undefined ? {} : { lng: position.lng }),
            })
          }}
        />
        <TextField
          type="number"
          label={t('forms.longitude')}
          value={position.lng ?? ''}
          onChange={(event) => {
            const { value } = number(event.target.value)
            set({
              ...(position.lat === undefined ? {} : { lat: position.lat }),
              ...(value === undefined ? {} : { lng: value }),
            })
          }}
        />
        <Button variant="outlined" startIcon={<MyLocationIcon aria-hidden />} onClick={locate}>
          {t('forms.locate')}
        </Button>
      </Box>
      {failed && <FormHelperText error>{t('forms.locateFailed')}</FormHelperText>}
    </Box>
  )
}
