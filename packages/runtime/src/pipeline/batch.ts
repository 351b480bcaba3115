import type { Json, ObservationRecord } from '@linli/kernel'
import type { ErrorCode, ErrorParam } from '../errors.ts'
import type { JournalEntry } from '../journal/journal.ts'
import type { TimeReason } from '../store/tables/device.ts'
import type { ClockDoubt } from './event-time.ts'

/** A journalled message. */
export type Message = JournalEntry & { readonly type: 'message' }

/** Where on the way something was refused. */
export type Stage = 'dialect' | 'codec' | 'model' | 'derive' | 'record' | 'rule'

/** Why something was not taken; the message itself is kept with it, to read and to replay. */
export interface DeadLetter {
  readonly entry: Message
  readonly stage: Stage
  readonly address: string | null
  readonly device: string | null
  readonly code: ErrorCode
  readonly params: Readonly<Record<string, ErrorParam>>
}

/** An observation with what the store keeps beside what the rules see. */
export interface Observation extends ObservationRecord {
  readonly position: number
  readonly ordinal: number
  readonly community: string
  readonly path: string
  /** For records and forms: the installation they belong to. */
  readonly installation: string | null
  readonly timeReason: TimeReason
  /** It came later than its source may be: stored, but rules never see it. */
  readonly late: boolean
  /** Where the device's clock is in doubt: not stored, but told. */
  readonly clock?: ClockDoubt
  /** The protocol's identity (128 bits, hex), where it has one: the same event seen again has the same. */
  readonly identity: string | null
}

/** A keyed record after its reducer ran. */
export interface RecordChange {
  readonly community: string
  readonly path: string
  readonly installation: string
  readonly record: string
  readonly key: string
  readonly state: Readonly<Record<string, Json>>
  readonly position: number
  readonly stamp: number
}

/** Notes a refusal and yields nothing, so that it can stand where results are collected. */
export function refuser(entry: Message, refused: DeadLetter[]) {
  return (
    stage: DeadLetter['stage'],
    code: DeadLetter['code'],
    params: DeadLetter['params'],
    address: string | null,
    device: string | null = null,
  ): never[] => {
    refused.push({ entry, stage, address, device, code, params })
    return []
  }
}
