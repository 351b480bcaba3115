import type { Owner } from '@linli/flow'
import type { Grade } from '@linli/kernel'
import {
  Box,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  TextField,
  useMediaQuery,
} from '@mui/material'
import type { Theme } from '@mui/material/styles'
import { lazy, Suspense, useState } from 'react'
import { AssigneeField } from '../handling/assignee-field.tsx'
import { GradeField } from '../handling/grade-field.tsx'
import { PhotoField } from '../handling/photo-field.tsx'
import { useSay, useWords } from '../i18n/words.ts'
import { Waiting } from '../parts/states.tsx'
import { type Given, missing, startAnswers } from './action-answers.ts'
import type { IncidentDetail, NextStep, StepField } from './incident.ts'
import { useAct } from './use-act.ts'

const EvidenceForm = lazy(() => import('../forms/evidence-form.tsx'))

/** One step of handling, with exactly the fields the server asks for. */
export function ActionDialog({
  incident,
  step,
  onClose,
}: {
  readonly incident: IncidentDetail
  readonly step: NextStep
  readonly onClose: () => void
}) {
  const t = useWords()
  const say = useSay()
  const phone = useMediaQuery<Theme>((theme) => theme.breakpoints.down('sm'))
  const [given, setGiven] = useState<Given>(() => startAnswers(step, incident.grade))
  const [tried, setTried] = useState(false)
  const { busy, act } = useAct(incident, step, onClose)
  const give = (part: Partial<Given>) => setGiven((old) => ({ ...old, ...part }))
  const problems = missing(step.fields, given)

  const submit = () => {
    setTried(true)
    if (problems.size === 0) void act(given)
  }

  return (
    <Dialog open onClose={onClose} fullWidth fullScreen={phone} maxWidth="sm" aria-labelledby="action-title">
      <DialogTitle id="action-title">{say(step.title, step.action)}</DialogTitle>
      <DialogContent>
        <Box sx={{ color: 'text.secondary' }}>{say(incident.title)}</Box>
        {step.fields.map((field) => (
          <ActionField
            key={field.field === 'form' ? `form:${field.form}` : field.field}
            field={field}
            incident={incident}
            given={given}
            give={give}
            problems={tried ? problems : none}
          />
        ))}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button variant="contained" onClick={submit} disabled={busy} data-testid="confirm">
          {say(step.title, step.action)}
        </Button>
      </DialogActions>
    </Dialog>
  )
}

const none: ReadonlySet<string> = new Set()

interface FieldProps {
  readonly field: StepField
  readonly incident: IncidentDetail
  readonly given: Given
  readonly give: (part: Partial<Given>) => void
  readonly problems: ReadonlySet<string>
}

function ActionField({ field, incident, given, give, problems }: FieldProps) {
  const t = useWords()
  const { form = '' } = field
  switch (field.field) {
    case 'note':
      return (
        <TextField
          fullWidth
          multiline
          minRows={3}
          margin="normal"
          required={field.required}
          label={t('incidents.note')}
          value={given.note}
          error={problems.has('note')}
          helperText={problems.has('note') ? t('incidents.needNote') : undefined}
          onChange={(event) => give({ note: event.target.value })}
          slotProps={{ htmlInput: { 'data-testid': 'note' } }}
        />
      )
    case 'photo':
      return (
        <PhotoField
          label={t('incidents.photo')}
          required={field.required}
          photos={given.photos}
          onChange={(photos) => give({ photos })}
          problem={problems.has('photo') ? t('incidents.needPhoto') : null}
        />
      )
    case 'grade':
      return (
        <GradeField
          label={t('alerts.grade')}
          value={given.grade as Grade}
          onChange={(grade) => give({ grade })}
        />
      )
    case 'assignee':
      return (
        <AssigneeField
          role={field.role ?? incident.ownerRole}
          place={incident.place}
          value={given.assignee}
          onChange={(assignee: Owner | null) => give({ assignee })}
          problem={problems.has('assignee') ? t('incidents.needAssignee') : null}
        />
      )
    case 'form':
      return (
        <Suspense fallback={<Waiting rows={2} />}>
          <EvidenceForm
            incident={incident}
            form={form}
            value={given.forms[form]}
            onChange={(values) => give({ forms: { ...given.forms, [form]: values } })}
            missing={problems.has(`form:${form}`)}
          />
        </Suspense>
      )
  }
}
