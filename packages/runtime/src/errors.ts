import { accessErrors } from './errors/access.ts'
import { communityErrors } from './errors/community.ts'
import { scenariosErrors } from './errors/scenarios.ts'
import { sourcesErrors } from './errors/sources.ts'
import type { ErrorSpec, Fault } from './errors/spec.ts'
import { storageErrors } from './errors/storage.ts'

export type { Fault }

/**
 * Every code the runtime can answer with. To add one, add it to the table of its area in `errors/`; its parameters are
 * the `{names}` in its texts. `pnpm exec vitest run packages/runtime/src/errors.test.ts -u` then brings ERRORS.md in line.
 */
export const errors = {
  ...storageErrors,
  ...sourcesErrors,
  ...accessErrors,
  ...scenariosErrors,
  ...communityErrors,
} as const satisfies Record<string, ErrorSpec>

/** A code of the table. */
export type ErrorCode = keyof typeof errors

type Names<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Names<Rest>
  : never

/** What the texts of a code name in braces. */
export type ErrorParams<Code extends ErrorCode> = {
  readonly [Name in Names<(typeof errors)[Code]['zh' | 'en']>]: ErrorParam
}

/** What stands for a name in a sentence: a value, or a text of our own that each language has in its words. */
export type ErrorParam = string | number | { readonly zh: string; readonly en: string }

/** An error with a code of the table; `message` is English for logs, `text` has both languages for people. */
export class RuntimeError<Code extends ErrorCode = ErrorCode> extends Error {
  override readonly name = 'RuntimeError'
  readonly code: Code
  readonly fault: Fault
  readonly status: number
  readonly params: Readonly<Record<string, ErrorParam>>
  readonly text: { readonly zh: string; readonly en: string }

  constructor(code: Code, params: ErrorParams<Code>, options?: ErrorOptions) {
    const spec: ErrorSpec = errors[code]
    super(fill(spec.en, params, 'en'), options)
    this.code = code
    this.fault = spec.fault
    this.status = spec.status ?? statusOfFault[spec.fault]
    this.params = params
    this.text = { zh: fill(spec.zh, params, 'zh'), en: this.message }
  }
}

const statusOfFault: Readonly<Record<Fault, number>> = {
  caller: 400,
  plugin: 502,
  device: 422,
  platform: 500,
}

/** Builds an error of the table; keep what led to it as `cause`. */
export function runtimeError<Code extends ErrorCode>(
  code: Code,
  params: ErrorParams<Code>,
  options?: ErrorOptions,
): RuntimeError<Code> {
  return new RuntimeError(code, params, options)
}

/** The sentence of a code in both languages, without an error around it: what a dead letter carries. */
export function describeError(
  code: ErrorCode,
  params: Readonly<Record<string, ErrorParam>>,
): { readonly zh: string; readonly en: string } {
  return { zh: fill(errors[code].zh, params, 'zh'), en: fill(errors[code].en, params, 'en') }
}

/** Asks by code, also for errors that came from another thread or process. */
export function hasCode<Code extends ErrorCode>(error: unknown, code: Code): error is Error & { code: Code } {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code
}

function fill(text: string, params: Readonly<Record<string, ErrorParam>>, language: 'zh' | 'en'): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const param = params[name] ?? whole
    return String(typeof param === 'object' ? param[language] : param)
  })
}
