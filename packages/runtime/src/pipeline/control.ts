import type { Json, LogRecord, Program } from '@linli/kernel'
import type { JournalEntry } from '../journal/journal.ts'

/** What is journalled beside messages, because it can change a verdict. */
export type ControlBody =
  | {
      readonly kind: 'release'
      readonly installation: string
      readonly number: number
      readonly program: Program | null
    }
  | {
      readonly kind: 'source'
      readonly source: string
      readonly state: 'up' | 'down'
      readonly lateness: number
    }
  | {
      readonly kind: 'suspension'
      readonly installation: string
      readonly release: number
      readonly rule: string
      readonly reason: string
    }
  | {
      readonly kind: 'reference'
      readonly installation: string
      readonly table: string
      readonly key: string
      readonly row: Json | null
    }

/** A journalled control record. */
export type ControlEntry = JournalEntry & { readonly type: 'control' }

/** The bytes of a control record. */
export const encodeControl = (body: ControlBody): Uint8Array => Buffer.from(JSON.stringify(body))

/** Reads back what `encodeControl` wrote. */
export const decodeControl = (entry: ControlEntry): ControlBody =>
  JSON.parse(Buffer.from(entry.body).toString()) as ControlBody

/** What the fold gets of a control record; reference rows reach it through derived values only. */
export function toLogRecord(body: ControlBody, stamp: number): LogRecord | null {
  switch (body.kind) {
    case 'release':
      return { type: 'release', stamp, installation: body.installation, program: body.program }
    case 'source':
      return { type: 'source', stamp, source: body.source, state: body.state, lateness: body.lateness }
    case 'suspension': {
      const { installation, release, rule, reason } = body
      return { type: 'suspension', stamp, installation, release, rule, reason }
    }
    case 'reference':
      return null
  }
}
