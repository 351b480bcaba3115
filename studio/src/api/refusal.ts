import { LinliError } from '@linli/client'
import { useCallback } from 'react'
import { useNotify } from 'react-admin'
import { useWords } from '../i18n/words.ts'

/** Whether the server refused with this code. */
export function refusedWith(error: unknown, code: string): boolean {
  return error instanceof LinliError && error.code === code
}

/** The HTTP status of a refusal; 0 when the server was not reached. */
export function statusOf(error: unknown): number | null {
  return error instanceof LinliError ? error.status : null
}

/** Why something failed, in words a person can act on. */
export function useReason(): (error: unknown) => string {
  const t = useWords()
  return useCallback(
    (error) => {
      const status = statusOf(error)
      if (status === 0) return t('common.noNetwork')
      if (status === 404) return t('common.notFound')
      return error instanceof Error && error.message ? error.message : t('common.unknown')
    },
    [t],
  )
}

/** Says that an action failed, and why. */
export function useComplain(): (error: unknown) => void {
  const t = useWords()
  const notify = useNotify()
  const reason = useReason()
  return useCallback(
    (error) =>
      notify(t('common.failed', { reason: reason(error) }), {
        type: 'error',
        autoHideDuration: 8000,
        multiLine: true,
      }),
    [notify, reason, t],
  )
}
