import { type RJSFSchema, type RJSFValidationError, toErrorSchema, type ValidatorType } from '@rjsf/utils'
import type { Locale } from '../i18n/text.ts'
import type { Say } from '../i18n/words.ts'
import { findProblems, satisfies } from './problems.ts'

/**
 * rjsf's validator over the contract's own schema, in the reader's words. The usual one (ajv) compiles code: under
 * our CSP it would neither show an error nor submit.
 */
export function cspValidator(contractSchema: unknown, locale: Locale, t: Say): ValidatorType<Answers> {
  const errorsOf = (values: unknown): RJSFValidationError[] =>
    findProblems(contractSchema, values ?? {}, locale, t).map(({ path, keyword, message }) => ({
      name: keyword,
      property: path.map((part) => (/^\d+$/.test(part) ? `[${part}]` : `.${part}`)).join(''),
      message,
      stack: message,
    }))
  return {
    validateFormData: (values) => {
      const errors = errorsOf(values)
      return { errors, errorSchema: toErrorSchema(errors) }
    },
    isValid: (schema: RJSFSchema, values) => satisfies(schema, values),
    rawValidation: <Result>(_schema: RJSFSchema, values?: Answers) => ({
      errors: errorsOf(values) as Result[],
    }),
  }
}

/** The answers of a form, by field. */
export type Answers = Readonly<Record<string, unknown>>
