import type { Owner } from '@linli/flow'
import type { Grade } from '@linli/kernel'
import type { Attachment } from '../handling/upload.ts'
import type { StepField } from './incident.ts'

/** What the reader has entered so far; a form's answers count once they are valid. */
export interface Given {
  readonly note: string
  readonly grade: Grade
  readonly assignee: Owner | null
  readonly photos: readonly Attachment[]
  readonly forms: Readonly<Record<string, FormAnswers>>
}

/** The answers of a form and whether they hold. */
export interface FormAnswers {
  readonly values: Readonly<Record<string, unknown>>
  readonly valid: boolean
}

/** Nothing entered yet. */
export function emptyAnswers(grade: Grade): Given {
  return { note: '', grade, assignee: null, photos: [], forms: {} }
}

/** What a step starts with: whoever is meant to get it is proposed. */
export function startAnswers(step: { readonly fields: readonly StepField[] }, grade: Grade): Given {
  const field = step.fields.find((one) => one.field === 'assignee')
  return { ...emptyAnswers(grade), assignee: field?.role ? { role: field.role, person: null } : null }
}

/** The required fields that are still empty: `note`, `photo`, `assignee`, `form:<name>`. */
export function missing(fields: readonly StepField[], given: Given): ReadonlySet<string> {
  const names = fields.filter((field) => field.required && !isGiven(field, given))
  return new Set(names.map((field) => (field.field === 'form' ? `form:${field.form}` : field.field)))
}

function isGiven(field: StepField, given: Given): boolean {
  switch (field.field) {
    case 'note':
      return given.note.trim() !== ''
    case 'photo':
      return given.photos.length > 0
    case 'assignee':
      return given.assignee !== null
    case 'form':
      return given.forms[field.form ?? '']?.valid === true
    case 'grade':
      return true
  }
}
