import type { Grade, Json, Text } from '@linli/kernel'
import type { NextStep } from '../incidents/incident.ts'

/** A rule fired. */
export interface AlertRow {
  readonly id: string
  readonly title: Text
  readonly grade: Grade
  readonly state: 'open' | 'accepted' | 'dismissed' | 'withdrawn' | 'closed'
  readonly installation: string
  readonly rule: string
  readonly device: string | null
  readonly deviceName: string | null
  readonly place: string | null
  readonly placeName: string | null
  readonly path: string
  readonly detail: Readonly<Record<string, Json>>
  readonly reason: string | null
  readonly raisedAt: string
  readonly onset: string
  /** The handling; it exists from the start, and counts as an incident once accepted. */
  readonly incident: string | null
  /** Who has to look at it, by when. */
  readonly owner: string | null
  readonly ownerRole: string | null
  readonly ownerName: string | null
  readonly deadline: string | null
  /** Given with one alert, not in lists. */
  readonly steps?: readonly NextStep[]
}
