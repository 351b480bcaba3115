import type { Owner } from '@linli/flow'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNotify } from 'react-admin'
import { answered, api } from '../api/client.ts'
import { refusedWith, useComplain } from '../api/refusal.ts'
import { useSay, useWords } from '../i18n/words.ts'
import type { Given } from './action-answers.ts'
import type { IncidentDetail, NextStep } from './incident.ts'

/** Sends one step; when somebody else was faster it says so and shows what there is now. */
export function useAct(incident: IncidentDetail, step: NextStep, onClose: () => void) {
  const t = useWords()
  const say = useSay()
  const notify = useNotify()
  const complain = useComplain()
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)

  const refresh = () =>
    Promise.all(
      ['incidents', 'tasks', 'alerts', 'submissions'].map((name) =>
        queries.invalidateQueries({ queryKey: [name] }),
      ),
    )

  const act = async (given: Given) => {
    setBusy(true)
    try {
      await answered(
        api.POST('/api/incidents/{id}/actions', {
          params: { path: { id: incident.id } },
          body: bodyOf(incident, step, given),
        }),
      )
      // The page behind shows the new state before the dialog goes away.
      await refresh()
      notify(t('incidents.doneAction', { action: say(step.title, step.action) }), { type: 'success' })
      onClose()
    } catch (error) {
      await refresh()
      if (!refusedWith(error, 'incident.stale')) return complain(error)
      notify(t('incidents.changed'), { type: 'warning', autoHideDuration: 8000 })
      onClose()
    } finally {
      setBusy(false)
    }
  }
  return { busy, act }
}

/** Only what the step asks for goes over the wire. */
function bodyOf(incident: IncidentDetail, step: NextStep, given: Given) {
  const asked = new Set(step.fields.map((field) => field.field))
  const form = step.fields.find((field) => field.field === 'form')?.form
  return {
    action: step.action,
    version: incident.version,
    ...(asked.has('note') && given.note.trim() ? { note: given.note.trim() } : {}),
    ...(asked.has('assignee') && given.assignee ? assigneeOf(given.assignee) : {}),
    ...(asked.has('grade') ? { grade: given.grade } : {}),
    ...(asked.has('photo') && given.photos.length > 0
      ? { evidence: given.photos.map((photo) => photo.hash) }
      : {}),
    ...(form ? { form, values: { ...given.forms[form]?.values } } : {}),
  }
}

function assigneeOf({ role, person }: Owner) {
  return { role, ...(person === null ? {} : { assignee: person }) }
}
