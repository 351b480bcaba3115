import { SandboxError, type SandboxErrorCode, sandboxErrors } from '../errors.ts'
import type { Limits } from '../limits.ts'
import type { Outcome } from '../port.ts'

const forbidden = new Set(['__proto__', 'constructor', 'prototype'])

/** An outcome that says which plugin, which function and which limit. */
export function failedOutcome(code: SandboxErrorCode, params: Readonly<Record<string, string>>): Outcome {
  const error = new SandboxError(code, params)
  return { ok: false, error: { code, message: error.message, fault: error.fault, params, text: error.text } }
}

/**
 * The outcomes of a batch from what a worker sent, none of it believed: size, count, shape, depth and names are
 * checked. Null when the whole is not what was asked for.
 */
export function readOutcomes(
  text: string,
  count: number,
  limits: Limits,
  params: { readonly plugin: string; readonly path: string },
): Outcome[] | null {
  if (text.length > limits.outcomeCharacters * count + 2) return null
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch {
    return null
  }
  if (!Array.isArray(raw) || raw.length !== count) return null
  return raw.map((entry) => readOutcome(entry, limits, params))
}

function readOutcome(
  entry: unknown,
  limits: Limits,
  params: { readonly plugin: string; readonly path: string },
): Outcome {
  const { ok, value, error } = (entry ?? {}) as {
    ok?: unknown
    value?: unknown
    error?: { code?: unknown; message?: unknown }
  }
  if (ok === true) {
    const complaint = inspect(value, limits.outcomeDepth)
    if (complaint === null) return entry as Outcome
    return failedOutcome('sandbox.output', { ...params, detail: complaint })
  }
  const code = String(error?.code)
  const known = Object.hasOwn(sandboxErrors, code) ? (code as SandboxErrorCode) : 'sandbox.thrown'
  return failedOutcome(known, { ...params, detail: String(error?.message ?? '').slice(0, 500) })
}

/** What is wrong with a value, or null. */
function inspect(value: unknown, depth: number): string | null {
  if (typeof value !== 'object' || value === null) return null
  if (depth === 0) return 'it is nested too deeply'
  if (Array.isArray(value)) {
    for (const element of value) {
      const complaint = inspect(element, depth - 1)
      if (complaint !== null) return complaint
    }
    return null
  }
  for (const key of Object.keys(value)) {
    if (forbidden.has(key)) return `it has a field named '${key}'`
    const complaint = inspect((value as Record<string, unknown>)[key], depth - 1)
    if (complaint !== null) return complaint
  }
  return null
}
