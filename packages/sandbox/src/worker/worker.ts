import { reply } from '../process/frame.ts'
import type { Pipe } from './pipe.ts'

/** The addon as `process.dlopen` gives it. */
export type IsolatedVm = typeof import('isolated-vm')

/** Replies with a text. */
export function answer(pipe: Pipe, id: number, body: string): void {
  pipe.send({ id, kind: reply.done, header: '', body })
}

/** Replies with a code; the host builds the sentence. */
export function refuse(pipe: Pipe, id: number, code: string, detail: string): void {
  pipe.send({ id, kind: reply.failed, header: code, body: detail })
}
