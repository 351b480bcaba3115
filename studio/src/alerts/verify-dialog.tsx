import type { Grade } from '@linli/kernel'
import {
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  FormControlLabel,
  Radio,
  RadioGroup,
  TextField,
  Typography,
  useMediaQuery,
} from '@mui/material'
import type { Theme } from '@mui/material/styles'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNotify } from 'react-admin'
import { useNavigate } from 'react-router-dom'
import { answered, api } from '../api/client.ts'
import { useComplain } from '../api/refusal.ts'
import { GradeField } from '../handling/grade-field.tsx'
import { useWords } from '../i18n/words.ts'
import type { AlertDetail } from './alert.ts'

type Verdict = 'accept' | 'false-alarm'

/** 核实: real or a false alarm, with the grade and how it was checked. */
export function VerifyDialog({
  alert,
  onClose,
}: {
  readonly alert: AlertDetail
  readonly onClose: () => void
}) {
  const t = useWords()
  const phone = useMediaQuery<Theme>((theme) => theme.breakpoints.down('sm'))
  const [verdict, setVerdict] = useState<Verdict>('accept')
  const [grade, setGrade] = useState<Grade>(alert.grade)
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const { busy, verify } = useVerify(alert, onClose)
  const noteMissing = verdict === 'false-alarm' && note.trim() === ''

  const submit = () => {
    setTried(true)
    if (!noteMissing)
      void verify({ outcome: verdict, note: note.trim(), ...(verdict === 'accept' ? { grade } : {}) })
  }

  return (
    <Dialog open onClose={onClose} fullWidth fullScreen={phone} maxWidth="sm" aria-labelledby="verify-title">
      <DialogTitle id="verify-title">{t('alerts.verifyTitle')}</DialogTitle>
      <DialogContent>
        <RadioGroup
          value={verdict}
          onChange={(_, value) => setVerdict(value as Verdict)}
          aria-labelledby="verify-title"
        >
          <Choice value="accept" title={t('alerts.accept')} hint={t('alerts.acceptHint')} />
          <Choice value="false-alarm" title={t('alerts.reject')} hint={t('alerts.rejectHint')} />
        </RadioGroup>
        {verdict === 'accept' && <GradeField label={t('alerts.grade')} value={grade} onChange={setGrade} />}
        <TextField
          fullWidth
          multiline
          minRows={2}
          margin="normal"
          required={verdict === 'false-alarm'}
          label={t('alerts.note')}
          helperText={tried && noteMissing ? t('incidents.needNote') : t('alerts.noteHint')}
          error={tried && noteMissing}
          value={note}
          onChange={(event) => setNote(event.target.value)}
          slotProps={{ htmlInput: { 'data-testid': 'note' } }}
        />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button variant="contained" onClick={submit} disabled={busy} data-testid="confirm">
          {t(verdict === 'accept' ? 'alerts.accept' : 'alerts.reject')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}

function Choice({
  value,
  title,
  hint,
}: {
  readonly value: Verdict
  readonly title: string
  readonly hint: string
}) {
  return (
    <FormControlLabel
      value={value}
      data-testid={`outcome-${value}`}
      control={<Radio />}
      sx={{ alignItems: 'flex-start', my: 0.5 }}
      label={
        <span style={{ display: 'block', paddingTop: 9 }}>
          <Typography component="span" sx={{ fontWeight: 650, display: 'block' }}>
            {title}
          </Typography>
          <Typography component="span" variant="body2" sx={{ color: 'text.secondary' }}>
            {hint}
          </Typography>
        </span>
      }
    />
  )
}

function useVerify(alert: AlertDetail, onClose: () => void) {
  const t = useWords()
  const notify = useNotify()
  const complain = useComplain()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [busy, setBusy] = useState(false)
  const verify = async (body: { outcome: Verdict; note: string; grade?: Grade }) => {
    setBusy(true)
    try {
      const { incident } = await answered(
        api.POST('/api/alerts/{id}/verify', { params: { path: { id: alert.id } }, body }),
      )
      notify(t(body.outcome === 'accept' ? 'alerts.accepted_done' : 'alerts.rejected_done'), {
        type: 'success',
      })
      onClose()
      await Promise.all(
        ['alerts', 'incidents', 'tasks'].map((name) => queries.invalidateQueries({ queryKey: [name] })),
      )
      if (incident && body.outcome === 'accept') navigate(`/incidents/${encodeURIComponent(incident)}`)
    } catch (error) {
      complain(error)
      await queries.invalidateQueries({ queryKey: ['alerts'] })
    } finally {
      setBusy(false)
    }
  }
  return { busy, verify }
}
