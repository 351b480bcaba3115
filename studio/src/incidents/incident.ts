import type { NextAction, Outcome, Owner, Step, Tier } from '@linli/flow'
import type { Grade, Json, Text } from '@linli/kernel'

/** A legal next action for the reader, as the server gives it. */
export type NextStep = NextAction

/** One line of an incident's timeline. */
export interface TimelineEntry {
  readonly seq: number
  readonly type: string
  readonly at: string
  readonly actor: string | null
  readonly actorName: string | null
  readonly note: string | null
  readonly photos: readonly string[]
  readonly forms: readonly string[]
  readonly owner: Owner
  readonly ownerName: string | null
  readonly tier: Tier
  readonly grade: Grade
  readonly step: Step | null
}

/** An alert or report that is being handled. */
export interface IncidentRow {
  readonly id: string
  readonly number: string
  readonly title: Text
  readonly grade: Grade
  readonly tier: Tier
  /** The waiting step; null once it has ended. */
  readonly step: Step | null
  readonly outcome: Outcome | null
  readonly verified: boolean
  readonly owner: string | null
  readonly ownerRole: string
  readonly ownerName: string | null
  readonly overdue: boolean
  readonly deadline: string | null
  readonly version: number
  readonly openedAt: string
  readonly closedAt: string | null
  readonly place: string | null
  readonly placeName: string | null
  readonly path: string
  readonly device: string | null
  readonly deviceName: string | null
  readonly alert: string | null
  readonly installation: string | null
  readonly flow: string | null
  /** Given with one incident, not in lists. */
  readonly steps?: readonly NextStep[]
  readonly timeline?: readonly TimelineEntry[]
  readonly detail?: Readonly<Record<string, Json>>
}

/** What somebody has to do by when. */
export interface TaskRow {
  readonly id: string
  readonly incident: string | null
  readonly alert: string | null
  readonly step: Step
  readonly title: Text
  readonly grade: Grade
  readonly role: string
  readonly assignee: string | null
  readonly due: string | null
  readonly number: string | null
  readonly place: string | null
  readonly placeName: string | null
  readonly path: string
}
