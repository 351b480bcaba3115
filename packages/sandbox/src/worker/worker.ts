import type { Frame } from '../process/frame.ts'

/** The addon as `process.dlopen` gives it. */
export type IsolatedVm = typeof import('isolated-vm')

/** What a request is answered with; the host builds the sentence for a code. */
export type Answer =
  | { readonly ok: true; readonly header: string; readonly body: string }
  | { readonly ok: false; readonly code: string; readonly detail: string }

/** Answers one request. Must not throw for what foreign code did. */
export type Handler = (frame: Frame) => Answer

/** An answer that says no. */
export function refused(code: string, detail: string): Answer {
  return { ok: false, code, detail }
}
