import type { FastifyRequest } from 'fastify'
import { runtimeError } from '../../errors.ts'
import { caseOf, type IncidentRow } from '../../incidents/row.ts'
import { actorOfRequest } from '../app.ts'
import { newId } from '../find.ts'
import type { Services } from '../services.ts'

/**
 * Submits the answers that come with an action, as evidence of its step. Returns the form's name, which is the one
 * the waiting step asks for where the request names none.
 */
export async function submitAnswers(
  services: Services,
  request: FastifyRequest,
  row: IncidentRow,
  named: string | undefined,
  values: Readonly<Record<string, unknown>>,
): Promise<readonly string[]> {
  const form = named ?? formOf(row)
  if (form === null || row.installation === null)
    throw runtimeError('form.unknown', { installation: row.installation ?? '', form: form ?? '', known: '' })
  const answers = {
    id: newId(request, 'submission'),
    installation: row.installation,
    form,
    values,
    incident: row.id,
    place: row.place,
  }
  await services.forms.submit(answers, actorOfRequest(request))
  return [form]
}

function formOf(row: IncidentRow): string | null {
  const { step, plan } = caseOf(row)
  const evidence = step ? (plan.steps[step]?.evidence ?? []) : []
  const form = evidence.find((item) => typeof item === 'object')
  return typeof form === 'object' ? form.form : null
}
