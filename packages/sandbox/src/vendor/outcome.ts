import { SandboxError, type SandboxErrorCode, sandboxErrors } from '../errors.ts'
import type { Limits } from '../limits.ts'
import type { Outcome } from '../port.ts'

/** What a worker said about one item, checked but not yet named. */
export type RawOutcome =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly code: SandboxErrorCode; readonly detail: string }

const forbidden = new Set(['__proto__', 'constructor', 'prototype'])

/** An outcome that says which plugin, which function and which limit, in both languages. */
export function failedOutcome(code: SandboxErrorCode, params: Readonly<Record<string, string>>): Outcome {
  const error = new SandboxError(code, params)
  return { ok: false, error: { code, message: error.message, fault: error.fault, params, text: error.text } }
}

/**
 * The outcomes of a batch, or of its first items, from what a worker sent, none of it believed: size, count, shape,
 * depth and names are checked. Null when the whole is not what was asked for.
 */
export function readOutcomes(text: string, count: number, limits: Limits): RawOutcome[] | null {
  // Every item may fill its own limit; 400 more for the frame or the reason of a failure.
  if (text.length > (limits.outcomeCharacters + 400) * count + 2) return null
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch {
    return null
  }
  if (!Array.isArray(raw) || raw.length === 0 || raw.length > count) return null
  return raw.map((entry) => readOutcome(entry, limits.outcomeDepth))
}

function readOutcome(entry: unknown, depth: number): RawOutcome {
  const { ok, value, error } = (entry ?? {}) as {
    ok?: unknown
    value?: unknown
    error?: { code?: unknown; message?: unknown }
  }
  if (ok === true) {
    const complaint = inspect(value, depth)
    // Rebuilt, so that nothing but the value gets through.
    return complaint === null ? { ok, value } : { ok: false, code: 'sandbox.output', detail: complaint }
  }
  const code = typeof error?.code === 'string' ? error.code : ''
  const detail = typeof error?.message === 'string' ? error.message.slice(0, 500) : ''
  return { ok: false, code: isCode(code) ? code : 'sandbox.thrown', detail }
}

function isCode(code: string): code is SandboxErrorCode {
  return Object.hasOwn(sandboxErrors, code)
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
