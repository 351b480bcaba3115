import type { FastifyRequest } from 'fastify'
import { runtimeError } from '../../errors.ts'
import type { Submission } from '../../forms/forms.ts'
import { caseOf, type IncidentRow } from '../../incidents/row.ts'
import { actorOfRequest } from '../app.ts'
import { newId } from '../find.ts'
import type { Services } from '../services.ts'

/** Checks the answers that come with an action; the form is the one the waiting step asks for where none is named. */
export async function checkedAnswers(
  services: Services,
  request: FastifyRequest,
  row: IncidentRow,
  named: string | undefined,
  values: Readonly<Record<string, unknown>>,
): Promise<Submission> {
  const form = named ?? formOf(row)
  if (form === null || row.installation === null)
    throw runtimeError('form.unknown', { installation: row.installation ?? '', form: form ?? '', known: '' })
  const id = newId(request, 'submission')
  const answers = { id, installation: row.installation, form, values, incident: row.id, place: row.place }
  return services.forms.check(answers, actorOfRequest(request))
}

function formOf(row: IncidentRow): string | null {
  const { step, plan } = caseOf(row)
  const evidence = step ? (plan.steps[step]?.evidence ?? []) : []
  const form = evidence.find((item) => typeof item === 'object')
  return typeof form === 'object' ? form.form : null
}
