import { useState } from 'react'
import type { Answers } from '../forms/csp-validator.ts'

/** Answers that were not submitted yet, kept for this tab's session so that a reload loses nothing. */
export function useKeptAnswers(name: string): {
  readonly answers: Answers
  /** Whether there was something to bring back. */
  readonly restored: boolean
  keep(answers: Answers): void
  drop(): void
} {
  const key = `linli.form.${name}`
  const [initial] = useState(() => read(key))
  const [answers, setAnswers] = useState<Answers>(initial ?? {})
  const [restored, setRestored] = useState(initial !== null)
  return {
    answers,
    restored,
    keep: (next) => {
      setAnswers(next)
      if (Object.keys(next).length > 0) sessionStorage.setItem(key, JSON.stringify(next))
    },
    drop: () => {
      sessionStorage.removeItem(key)
      setAnswers({})
      setRestored(false)
    },
  }
}

/** Session storage, not local: forms hold personal data, and a shared machine must not keep it. */
function read(key: string): Answers | null {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null') as Answers | null
  } catch {
    return null
  }
}
