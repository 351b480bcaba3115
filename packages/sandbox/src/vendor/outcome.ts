import { SandboxError, type SandboxErrorCode, sandboxErrors } from '../errors.ts'
import type { Limits } from '../limits.ts'
import type { LogLine, Outcome } from '../port.ts'

/** What a worker said about one item, checked but not yet named. */
export type RawOutcome =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly code: SandboxErrorCode; readonly detail: string; readonly place: string }

/** A line that was written, with its place in the bundle (`12:5`) where that is known. */
export interface RawLine extends Pick<LogLine, 'level' | 'text'> {
  readonly place: string
}

/** What a worker sent for a batch. */
export interface RawAnswer {
  readonly outcomes: readonly RawOutcome[]
  readonly lines: readonly RawLine[]
}

const levels = ['debug', 'info', 'warn', 'error'] as const
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
export function readAnswer(text: string, count: number, limits: Limits): RawAnswer | null {
  // Every item may fill its own limit; 600 more for the frame or the reason of a failure, and some for log lines.
  if (text.length > (limits.outcomeCharacters + 600) * count + 20_000) return null
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch {
    return null
  }
  const { outcomes = raw, lines = [] } = (Array.isArray(raw) ? {} : (raw ?? {})) as Record<string, unknown>
  if (!Array.isArray(outcomes) || outcomes.length === 0 || outcomes.length > count) return null
  return {
    outcomes: outcomes.map((entry) => readOutcome(entry, limits.outcomeDepth)),
    lines: readLines(lines),
  }
}

function readOutcome(entry: unknown, depth: number): RawOutcome {
  const { ok, value, error } = (entry ?? {}) as {
    ok?: unknown
    value?: unknown
    error?: Record<string, unknown>
  }
  if (ok === true) {
    const complaint = inspect(value, depth)
    // Rebuilt, so that nothing but the value gets through.
    return complaint === null
      ? { ok, value }
      : { ok: false, code: 'sandbox.output', detail: complaint, place: '' }
  }
  const code = textOf(error?.code, 60)
  return {
    ok: false,
    code: isCode(code) ? code : 'sandbox.thrown',
    detail: textOf(error?.message, 500),
    place: placeOf(error?.place),
  }
}

function placeOf(value: unknown): string {
  const place = textOf(value, 30)
  return /^\d+:\d+$/.test(place) ? place : ''
}

function readLines(lines: unknown): RawLine[] {
  if (!Array.isArray(lines)) return []
  return lines.slice(0, 20).map((line: Record<string, unknown> | null) => {
    const level = levels.find((known) => known === line?.level) ?? 'info'
    return { level, text: textOf(line?.text, 400), place: placeOf(line?.place) }
  })
}

function textOf(value: unknown, longest: number): string {
  return typeof value === 'string' ? value.slice(0, longest) : ''
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
