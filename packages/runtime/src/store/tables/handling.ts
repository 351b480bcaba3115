import type { Effect, Grade, Json, Text } from '@linli/kernel'
import type { Generated } from 'kysely'
import type { JsonColumn } from '../json.ts'
import type { Millis, Scope } from './scope.ts'

/** The outbox: what rules asked for, stored with the position that caused it, done once by its id and revision. */
export interface Effects extends Scope {
  effectId: string
  revision: number
  op: Effect['op']
  replaces: string | null
  installation: string
  release: number
  rule: string
  key: string
  onset: Millis
  at: Millis
  grade: Grade
  action: JsonColumn<Effect['action']>
  cause: JsonColumn<Effect['cause']>
  final: boolean
  reason: string | null
  position: number
  state: Generated<'pending' | 'done'>
  doneAt: Millis | null
}

/** A rule fired. */
export interface Alerts extends Scope {
  id: string
  effectId: string
  installation: string
  rule: string
  key: string
  device: string | null
  place: string | null
  title: JsonColumn<Text>
  grade: Grade
  flow: string | null
  detail: JsonColumn<Readonly<Record<string, Json>>>
  state: Generated<'open' | 'accepted' | 'dismissed' | 'withdrawn' | 'closed'>
  reason: string | null
  raisedAt: Millis
  onset: Millis
  revision: number
  incident: string | null
}

/** An alert or a report that was verified. `caseState` is the flow's own state; `version` guards against two at once. */
export interface Incidents extends Scope {
  id: string
  number: string
  alert: string | null
  installation: string | null
  flow: string | null
  title: JsonColumn<Text>
  grade: Grade
  tier: string
  state: string
  caseState: JsonColumn<unknown>
  owner: string | null
  ownerRole: string
  deadline: Millis | null
  version: Generated<number>
  openedAt: Millis
  closedAt: Millis | null
  outcome: string | null
  place: string | null
  device: string | null
}

/** One line of an incident's timeline. */
export interface IncidentEvents extends Scope {
  incident: string
  seq: number
  action: string
  actor: string
  at: Millis
  note: string | null
  evidence: JsonColumn<unknown>
  detail: JsonColumn<unknown>
}

/** What one person has to do. */
export interface Tasks extends Scope {
  id: string
  incident: string | null
  kind: string
  state: Generated<'open' | 'done'>
  role: string
  assignee: string | null
  due: Millis | null
  createdAt: Millis
  doneAt: Millis | null
}

/** A command to a device; `sentAt` is written before a byte leaves. */
export interface Commands extends Scope {
  id: string
  /** The effect that asked for it; null where a person did. */
  effectId: string | null
  device: string
  name: string
  args: JsonColumn<Readonly<Record<string, Json>>>
  kind: 'pulse' | 'set-state'
  state: Generated<'pending' | 'sent' | 'received' | 'confirmed' | 'rejected' | 'expired' | 'unknown'>
  reason: string | null
  notAfter: Millis
  cause: JsonColumn<unknown>
  by: string | null
  createdAt: Millis
  sentAt: Millis | null
  finishedAt: Millis | null
}
