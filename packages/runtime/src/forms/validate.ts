import { Validator } from '@cfworker/json-schema'
import type { Text } from '@linli/kernel'
import { type FormSpec, valueFault } from '@linli/sdk'

/** The first thing wrong with the answers of a form. */
export interface FormFault {
  readonly field: string
  readonly reason: Text
}

/**
 * Checks answers against a form's schema with the validator the browser uses too. Fields that the form does not
 * have are refused: a misspelt answer must not be lost silently.
 */
export function checkAnswers(form: FormSpec, values: Readonly<Record<string, unknown>>): FormFault | null {
  const schema = { ...form.schema, additionalProperties: false }
  // The contract came as JSON: what TypeBox keeps under symbols is gone, and so it is plain JSON Schema.
  const result = new Validator(JSON.parse(JSON.stringify(schema)), '2020-12', false).validate(values)
  if (result.valid) return null
  const deepest = result.errors.reduce((found, error) =>
    error.instanceLocation.length >= found.instanceLocation.length ? error : found,
  )
  return (
    faultOf(schema, values) ?? {
      field: deepest.instanceLocation.replace(/^#\/?/, '') || missingField(deepest.error),
      reason: { zh: deepest.error, en: deepest.error },
    }
  )
}

/** The validator's sentences are English only; the SDK says the same in both languages, with the place before it. */
function faultOf(schema: object, values: object): FormFault | null {
  const fault = valueFault(schema, values)
  const [, field, en] = /^\/([^:]*): (.*)$/s.exec(fault?.en ?? '') ?? []
  if (!fault || field === undefined || en === undefined) return null
  return { field: field || missingField(en), reason: { zh: fault.zh.replace(/^\/[^：]*：/, ''), en } }
}

function missingField(error: string): string {
  return /"([^"]+)"/.exec(error)?.[1] ?? 'form'
}
