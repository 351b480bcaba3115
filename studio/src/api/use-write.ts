import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { useNotify } from 'react-admin'
import { useComplain } from './refusal.ts'

interface Write {
  readonly busy: boolean
  /** Runs a write: says `done` or why not, and has the lists of the resources read again. Null where it was refused. */
  readonly write: <Answer>(
    work: () => Promise<Answer>,
    after: { readonly done?: string; readonly resources: readonly string[] },
  ) => Promise<{ readonly answer: Answer } | null>
}

/** A write of a person: one at a time, and never silent. */
export function useWrite(): Write {
  const notify = useNotify()
  const complain = useComplain()
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const write = useCallback<Write['write']>(
    async (work, { done, resources }) => {
      setBusy(true)
      try {
        const answer = await work()
        if (done) notify(done, { type: 'success' })
        await Promise.all(resources.map((resource) => queries.invalidateQueries({ queryKey: [resource] })))
        return { answer }
      } catch (error) {
        complain(error)
        return null
      } finally {
        setBusy(false)
      }
    },
    [notify, complain, queries],
  )
  return { busy, write }
}
