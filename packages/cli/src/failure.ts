import { language } from './language.ts'

interface Coded {
  readonly code: string
  readonly text?: { readonly zh: string; readonly en: string }
  readonly message: string
}

/** Prints a coded error as its sentence and its code; anything else with its stack, since that is a defect of ours. */
export function printFailure(error: unknown): void {
  process.exitCode = 1
  if (isCoded(error)) console.error(`✗ ${error.text?.[language] ?? error.message}\n  ${error.code}`)
  else console.error(error)
}

const isCoded = (error: unknown): error is Coded =>
  error instanceof Error && typeof (error as Partial<Coded>).code === 'string' && 'text' in error
