import type * as Access from './tables/access.ts'
import type * as Device from './tables/device.ts'
import type * as Handling from './tables/handling.ts'
import type * as Place from './tables/place.ts'
import type * as Scenario from './tables/scenario.ts'

/**
 * Every table, in camelCase; in the database names are snake_case (Kysely's CamelCasePlugin translates, keys inside
 * jsonb are left alone). Times are milliseconds (bigint), read as numbers.
 */
export interface Database {
  communities: Place.Communities
  places: Place.Places
  areas: Place.Areas
  areaPlaces: Place.AreaPlaces
  people: Place.People
  residences: Place.Residences

  accounts: Access.Accounts
  sessions: Access.Sessions
  apiTokens: Access.ApiTokens
  idempotencyKeys: Access.IdempotencyKeys
  audit: Access.Audit
  auditHeads: Access.AuditHeads
  changes: Access.Changes
  counters: Access.Counters
  settings: Access.Settings

  plugins: Scenario.Plugins
  installations: Scenario.Installations
  releases: Scenario.Releases
  referenceRows: Scenario.ReferenceRows
  submissions: Scenario.Submissions
  attachments: Scenario.Attachments
  records: Scenario.Records

  sources: Device.Sources
  devices: Device.Devices
  deviceValues: Device.DeviceValues
  observations: Device.Observations
  observationLog: Device.ObservationLog
  series: Device.Series
  seen: Device.Seen
  controls: Device.Controls
  partitions: Device.Partitions
  deadLetters: Device.DeadLetters
  chargingTransactions: Device.ChargingTransactions

  effects: Handling.Effects
  alerts: Handling.Alerts
  incidents: Handling.Incidents
  incidentEvents: Handling.IncidentEvents
  tasks: Handling.Tasks
  commands: Handling.Commands
}
