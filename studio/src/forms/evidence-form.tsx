import { Box, FormHelperText, Typography } from '@mui/material'
import { useSay, useWords } from '../i18n/words.ts'
import type { FormAnswers } from '../incidents/action-answers.ts'
import type { IncidentDetail } from '../incidents/incident.ts'
import { useInstallation } from '../installations/use-installation.ts'
import { Waiting } from '../parts/states.tsx'
import { satisfies } from './problems.ts'
import SchemaForm from './schema-form.tsx'

interface EvidenceFormProps {
  readonly incident: IncidentDetail
  /** The contract's name of the form. */
  readonly form: string
  readonly value: FormAnswers | undefined
  readonly onChange: (answers: FormAnswers) => void
  readonly missing: boolean
}

/** The form that proves a step, inside the step's dialog. */
export default function EvidenceForm({ incident, form, value, onChange, missing }: EvidenceFormProps) {
  const t = useWords()
  const say = useSay()
  const { data: installation } = useInstallation(incident.installation)
  const spec = installation?.contract?.forms[form]
  if (!spec) return <Waiting rows={2} />
  const title = say(spec.title, form)
  return (
    <Box
      component="section"
      aria-label={title}
      sx={{ mt: 2, p: 2, border: 1, borderColor: missing ? 'error.main' : 'divider', borderRadius: 2 }}
    >
      <Typography variant="h3">{title}</Typography>
      <SchemaForm
        schema={spec.schema}
        layout={spec.layout}
        values={value?.values ?? {}}
        strict={missing}
        onChange={(values) => onChange({ values, valid: satisfies(spec.schema, values) })}
      />
      {missing && (
        <FormHelperText error role="alert">
          {t('incidents.needForm', { title })}
        </FormHelperText>
      )}
    </Box>
  )
}
