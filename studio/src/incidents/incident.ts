import type { Schemas } from '../api/client.ts'

/** An alert or report that is being handled: as lists have it. */
export type IncidentRow = Schemas['Incident']

/** One incident, with its timeline and what the reader may do. */
export type IncidentDetail = Schemas['IncidentDetail']

/** A legal next action for the reader. */
export type NextStep = Schemas['NextAction']

/** A field a step takes: `role` comes with `assignee`, `form` with `form`. */
export type StepField = NextStep['fields'][number]

/** One line of an incident's timeline. */
export type TimelineEntry = Schemas['TimelineEntry']

/** What somebody has to do by when. */
export type TaskRow = Schemas['Task']
