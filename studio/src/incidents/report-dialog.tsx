import type { Grade } from '@linli/kernel'
import {
  Autocomplete,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  TextField,
  useMediaQuery,
} from '@mui/material'
import type { Theme } from '@mui/material/styles'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNotify } from 'react-admin'
import { useNavigate } from 'react-router-dom'
import { answered, api } from '../api/client.ts'
import { useComplain } from '../api/refusal.ts'
import { type PlaceRow, usePlaces } from '../contract/use-places.ts'
import { GradeField } from '../handling/grade-field.tsx'
import { PhotoField } from '../handling/photo-field.tsx'
import type { Attachment } from '../handling/upload.ts'
import { useWords } from '../i18n/words.ts'

/** 上报: what a person saw, without any device. */
export function ReportDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useWords()
  const phone = useMediaQuery<Theme>((theme) => theme.breakpoints.down('sm'))
  const { places, words } = usePlaces()
  const [title, setTitle] = useState('')
  const [place, setPlace] = useState<PlaceRow | null>(null)
  const [grade, setGrade] = useState<Grade>('normal')
  const [note, setNote] = useState('')
  const [photos, setPhotos] = useState<readonly Attachment[]>([])
  const [tried, setTried] = useState(false)
  const { busy, report } = useReport(onClose)

  const submit = () => {
    setTried(true)
    if (!title.trim() || !place) return
    void report({
      title: title.trim(),
      place: place.id,
      grade,
      ...(note.trim() ? { note: note.trim() } : {}),
      evidence: photos.map((photo) => photo.hash),
    })
  }

  return (
    <Dialog open onClose={onClose} fullWidth fullScreen={phone} maxWidth="sm" aria-labelledby="report-title">
      <DialogTitle id="report-title">{t('incidents.reportTitle')}</DialogTitle>
      <DialogContent>
        <TextField
          fullWidth
          required
          autoFocus
          margin="normal"
          label={t('incidents.reportWhat')}
          value={title}
          error={tried && !title.trim()}
          helperText={tried && !title.trim() ? t('common.required') : undefined}
          onChange={(event) => setTitle(event.target.value)}
        />
        <Autocomplete
          sx={{ mt: 1 }}
          options={[...places]}
          value={place}
          onChange={(_, next) => setPlace(next)}
          getOptionLabel={(one) => words(one.id)}
          getOptionKey={(one) => one.id}
          noOptionsText={t('common.none')}
          openText={t('common.open')}
          closeText={t('common.close')}
          clearText={t('common.cancel')}
          renderInput={(params) => (
            <TextField
              {...params}
              required
              label={t('incidents.reportWhere')}
              error={tried && !place}
              helperText={tried && !place ? t('common.required') : undefined}
            />
          )}
        />
        <GradeField label={t('incidents.reportGrade')} value={grade} onChange={setGrade} />
        <TextField
          fullWidth
          multiline
          minRows={3}
          margin="normal"
          label={t('incidents.reportNote')}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        <PhotoField label={t('incidents.photo')} photos={photos} onChange={setPhotos} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button variant="contained" onClick={submit} disabled={busy} data-testid="confirm">
          {t('incidents.reportSubmit')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}

interface Report {
  readonly title: string
  readonly place: string
  readonly grade: Grade
  readonly note?: string
  readonly evidence: string[]
}

function useReport(onClose: () => void) {
  const t = useWords()
  const notify = useNotify()
  const complain = useComplain()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [busy, setBusy] = useState(false)
  const report = async (body: Report) => {
    setBusy(true)
    try {
      const incident = await answered(api.POST('/api/incidents', { body }))
      notify(t('incidents.reported'), { type: 'success' })
      onClose()
      await queries.invalidateQueries({ queryKey: ['incidents'] })
      navigate(`/incidents/${encodeURIComponent(incident.id)}`)
    } catch (error) {
      complain(error)
    } finally {
      setBusy(false)
    }
  }
  return { busy, report }
}
