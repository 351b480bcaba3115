import AddPhotoIcon from '@mui/icons-material/AddAPhotoOutlined'
import CloseIcon from '@mui/icons-material/CloseOutlined'
import { Box, Button, FormHelperText, IconButton, Typography } from '@mui/material'
import { type ChangeEvent, useId, useRef, useState } from 'react'
import { useWords } from '../i18n/words.ts'
import { type Attachment, attachmentUrl, uploadPhoto } from './upload.ts'

interface PhotoFieldProps {
  readonly label: string
  readonly photos: readonly Attachment[]
  readonly onChange: (photos: readonly Attachment[]) => void
  readonly required?: boolean
  readonly problem?: string | null
}

/** Photos from the camera or the album, made smaller before they are sent. */
export function PhotoField({ label, photos, onChange, required, problem }: PhotoFieldProps) {
  const t = useWords()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle')

  const take = async (event: ChangeEvent<HTMLInputElement>) => {
    const files = [...(event.target.files ?? [])]
    event.target.value = ''
    if (files.length === 0) return
    setState('busy')
    try {
      const added = await Promise.all(files.map(uploadPhoto))
      onChange([...photos, ...added.filter((one) => !photos.some((old) => old.hash === one.hash))])
      setState('idle')
    } catch {
      setState('failed')
    }
  }

  return (
    <Box sx={{ mt: 2 }}>
      <Typography id={`${id}-label`} sx={{ fontWeight: 600, mb: 1 }}>
        {label}
        {required ? ' *' : ''}
      </Typography>
      <Box role="group" aria-labelledby={`${id}-label`} sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5 }}>
        {photos.map((photo) => (
          <Thumbnail
            key={photo.hash}
            photo={photo}
            onRemove={() => onChange(photos.filter((one) => one !== photo))}
          />
        ))}
        <Button
          variant="outlined"
          startIcon={<AddPhotoIcon aria-hidden />}
          disabled={state === 'busy'}
          onClick={() => input.current?.click()}
          sx={{ minHeight: 88, borderStyle: 'dashed' }}
        >
          {t(state === 'busy' ? 'forms.uploading' : 'forms.take')}
        </Button>
        <input
          ref={input}
          type="file"
          accept="image/*"
          multiple
          hidden
          onChange={(event) => void take(event)}
          data-testid="photo-input"
        />
      </Box>
      {(problem || state === 'failed') && (
        <FormHelperText error role="alert">
          {state === 'failed' ? t('forms.uploadFailed') : problem}
        </FormHelperText>
      )}
    </Box>
  )
}

function Thumbnail({ photo, onRemove }: { readonly photo: Attachment; readonly onRemove: () => void }) {
  const t = useWords()
  return (
    <Box sx={{ position: 'relative' }}>
      <Box
        component="img"
        src={attachmentUrl(photo.hash)}
        alt={photo.name}
        sx={{
          width: 88,
          height: 88,
          objectFit: 'cover',
          borderRadius: 2,
          border: 1,
          borderColor: 'divider',
          display: 'block',
        }}
      />
      <IconButton
        onClick={onRemove}
        aria-label={t('incidents.removePhoto', { name: photo.name })}
        sx={{
          position: 'absolute',
          top: -14,
          right: -14,
          '&::before': {
            content: '""',
            position: 'absolute',
            inset: 8,
            borderRadius: '50%',
            bgcolor: 'background.paper',
            border: 1,
            borderColor: 'divider',
          },
        }}
      >
        <CloseIcon sx={{ fontSize: 18, position: 'relative' }} />
      </IconButton>
    </Box>
  )
}
