import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNotify } from 'react-admin'
import { answered, api } from '../api/client.ts'
import { useComplain } from '../api/refusal.ts'
import { useWords } from '../i18n/words.ts'
import type { Configuration, InstallationDetail } from './installation.ts'

/** Saves drafts, publishes and goes back; each tells how it went and refreshes the page. */
export function useDraft(installation: InstallationDetail) {
  const t = useWords()
  const notify = useNotify()
  const complain = useComplain()
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)

  const run = async <Answer>(
    work: () => Promise<Answer>,
    done: (answer: Answer) => string,
  ): Promise<boolean> => {
    setBusy(true)
    try {
      notify(done(await work()), { type: 'success' })
      return true
    } catch (error) {
      complain(error)
      return false
    } finally {
      await queries.invalidateQueries({ queryKey: ['installations'] })
      setBusy(false)
    }
  }
  const params = { path: { id: installation.id } }
  return {
    busy,
    /** Changes a part of the draft; the rest stays. Refused where somebody saved a newer one meanwhile. */
    save: (part: Partial<Configuration>) => {
      const { settings, bindings, rules } = { ...installation.draft, ...part }
      const body = { settings: { ...settings }, bindings: { ...bindings }, rules: [...rules] }
      return run(
        () =>
          answered(
            api.PUT('/api/installations/{id}/draft', {
              params,
              body: { ...body, version: installation.draftVersion },
            }),
          ),
        () => t('installations.draftSaved'),
      )
    },
    publish: (note: string) =>
      run(
        () => answered(api.POST('/api/installations/{id}/publish', { params, body: { note } })),
        ({ release }) => t('installations.published', { n: release ?? '' }),
      ),
    rollback: (release: number) =>
      run(
        () => answered(api.POST('/api/installations/{id}/rollback', { params, body: { release } })),
        () => t('installations.rolledBack', { n: release }),
      ),
  }
}
