import type { Json } from '@linli/kernel'
import type { Generated, GeneratedAlways } from 'kysely'
import type { ErrorParam } from '../../errors.ts'
import type { JsonColumn } from '../json.ts'
import type { Millis, Scope } from './scope.ts'

/** A configured connection. `spec` is the key of the plugin's source it was made from. */
export interface Sources extends Scope {
  id: string
  name: string
  kind: 'mqtt' | 'http' | 'http-poll' | 'ocpp'
  dialect: string
  plugin: string | null
  spec: string | null
  config: JsonColumn<Readonly<Record<string, unknown>>>
  state: Generated<'active' | 'stopped'>
  createdAt: Millis
}

/** A device; `(source, address)` is unique. `seq` counts its observations. */
export interface Devices extends Scope {
  id: string
  /** `plugin/model`. */
  model: string
  name: string
  place: string | null
  source: string | null
  address: string | null
  seq: Generated<number>
  lastSeen: Millis | null
  state: Generated<'active' | 'disabled'>
  /** Hash of what the device signs in with, where it does. */
  credentials: string | null
  createdAt: Millis
}

/** The latest value of each property of a device, by event time. */
export interface DeviceValues extends Scope {
  device: string
  name: string
  value: JsonColumn<Json>
  time: Millis
  arrival: Millis
  observation: string
}

/** Why the event time is what it is. */
export type TimeReason = 'device' | 'offset' | 'none' | 'ahead' | 'absurd'

/** What a device reported, checked and timed: all that the kernel ever folds. A view: each is a row of the log with what its series says. */
export interface Observations extends Scope {
  /** Journal position of the message it came from, and its order within that message. */
  position: number
  ordinal: number
  id: string
  source: string
  device: string
  model: string
  place: string | null
  kind: 'property' | 'event'
  name: string
  value: JsonColumn<Json>
  time: Millis
  /** The journal's stamp. */
  arrival: Millis
  seq: number
  /** `device`: as sent; `offset`: corrected; `none`, `ahead`, `absurd`: arrival was taken instead. */
  timeReason: TimeReason
  late: boolean
  /** For records and forms: the installation they belong to. */
  installation: string | null
}

/** What all readings of one name from one device have in common, as long as it stays where it is. */
export interface Series extends Scope {
  id: GeneratedAlways<number>
  source: string
  device: string
  model: string
  place: string | null
  kind: 'property' | 'event'
  name: string
  installation: string | null
}

/** Observations as they are kept. Partitioned by the month of arrival (UTC). */
export interface ObservationLog extends Scope {
  position: number
  ordinal: number
  series: number
  /** Null where it is made of the rest: see the view. */
  id: string | null
  value: JsonColumn<Json>
  time: Millis
  arrival: Millis
  seq: number
  timeReason: TimeReason
  late: boolean
}

/** Identities already stored, for dropping duplicates: the first 128 bits of their SHA-256. Older rows may be deleted. */
export interface Seen {
  hash: string
  time: Millis
}

/** Control records of the journal that the fold needs again after a restart. */
export interface Controls extends Scope {
  position: number
  stamp: Millis
  kind: string
  body: JsonColumn<unknown>
}

/** How far the pipeline is in a community: everything up to `position` is stored. */
export interface Partitions extends Scope {
  position: number
  /** The fold's state after `checkpointPosition`. */
  checkpoint: string | null
  checkpointPosition: number
  updatedAt: Millis
}

/** A message or reading that was refused, with the reason, as it came. */
export interface DeadLetters extends Scope {
  id: string
  position: number
  ordinal: number
  /** Where on the way it was refused. */
  stage: 'dialect' | 'codec' | 'model' | 'derive' | 'record' | 'rule'
  source: string
  channel: string
  address: string | null
  device: string | null
  code: string
  params: JsonColumn<Readonly<Record<string, ErrorParam>>>
  message: JsonColumn<{ readonly zh: string; readonly en: string }>
  meta: JsonColumn<Readonly<Record<string, string>>>
  raw: Buffer
  arrival: Millis
  state: Generated<'open' | 'replayed'>
  attempts: Generated<number>
  replayedAt: Millis | null
}

/** The number of a charging transaction; `identity` is the same whenever a station repeats its start. */
export interface ChargingTransactions extends Scope {
  station: string
  identity: string
  id: Generated<number>
}
