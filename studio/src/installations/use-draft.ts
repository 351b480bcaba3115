import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNotify } from 'react-admin'
import { call } from '../api/call.ts'
import { useComplain } from '../api/refusal.ts'
import { useWords } from '../i18n/words.ts'
import type { Configuration, InstallationRow } from './installation.ts'

/** Nothing configured yet. */
export const emptyConfiguration: Configuration = { settings: {}, bindings: {}, rules: [] }

/** Saves drafts, publishes and goes back; each tells how it went and refreshes the page. */
export function useDraft(installation: InstallationRow) {
  const t = useWords()
  const notify = useNotify()
  const complain = useComplain()
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const path = `installations/${encodeURIComponent(installation.id)}`

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
  const draft = installation.draft ?? emptyConfiguration
  return {
    busy,
    /** Changes a part of the draft; the rest stays. */
    save: (part: Partial<Configuration>) =>
      run(
        () =>
          call('PUT', `${path}/draft`, {
            body: {
              ...draft,
              ...part,
              ...(installation.draftVersion === undefined ? {} : { version: installation.draftVersion }),
            },
          }),
        () => t('installations.draftSaved'),
      ),
    publish: (note: string) =>
      run(
        () => call<{ release?: number | { number: number } }>('POST', `${path}/publish`, { body: { note } }),
        (answer) =>
          t('installations.published', { n: releaseNumber(answer) ?? (installation.release ?? 0) + 1 }),
      ),
    rollback: (release: number) =>
      run(
        () => call('POST', `${path}/rollback`, { body: { release } }),
        () => t('installations.rolledBack', { n: release }),
      ),
  }
}

function releaseNumber(answer: { release?: number | { number: number } } | null): number | undefined {
  const release = answer?.release
  return typeof release === 'object' ? release.number : release
}
