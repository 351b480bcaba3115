import { parseDuration } from '@linli/kernel'
import { type RawBuilder, sql } from 'kysely'
import { type Actor, rolesAt } from '../../access/actor.ts'
import { isHiddenClass, maskBySchema, mayRead } from '../../access/personal.ts'
import { type PublicIds, virtualParts } from '../../access/public-id.ts'
import { suspensionRule } from '../../plugins/suspensions.ts'
import type { Labels } from '../labels.ts'
import { changesSeen } from './feed.ts'
import { alertSearch, type Keyed, recordName, shownKey } from './keys.ts'
import { type Rows, rowsSeen } from './rows.ts'
import type { RuleFacts } from './rule-facts.ts'
import type { Scenarios } from './scenarios.ts'
import { type Condition, rolesThatSee, type Scope, scopeOf } from './scope.ts'
import { type HiddenKind, sensitiveOf } from './sensitive.ts'

/** Which rule brought something about, and where. */
export interface Cause {
  readonly installation: string
  readonly rule: string
  readonly path: string
}

/**
 * What one actor sees of what has to do with people. Fields below C3 are masked where they stand; rows that rest on
 * C3 or C4 are left out for those who neither read that class nor handle it: that they exist tells as much.
 */
export interface Sight extends Rows {
  /** For queries from `changes`. */
  readonly changes: Condition
  /** When a device was heard last, to the day where more would tell of somebody. For queries from `devices`. */
  readonly lastSeen: RawBuilder<unknown>
  /** Whether a device was heard within its model's interval; null where the model has none. For queries from `devices`. */
  online(now: number): RawBuilder<unknown>
  /** The columns `q` looks into for alerts. */
  readonly alertSearch: readonly RawBuilder<unknown>[]
  rule(installation: string, rule: string): RuleFacts | undefined
  /** Whether a reading at a path is shown at all, be it masked. */
  shows(model: string, name: string, path: string): boolean
  /** Whether the actor reads messages of a plugin's devices as they came; `null`: of any. */
  readsRaw(plugin: string | null, path: string): boolean
  /** Values that a rule filled, masked by what they were filled from; whoever is dispatched sees what their case says. */
  detail<Detail>(cause: Cause, detail: Detail, owner: string | null): Detail
  /** What a rule kept apart, as it is or sealed. */
  key(alert: Cause & Keyed): string
  /** Whether the actor may ask why a rule did or did not fire. */
  asks(cause: Cause): boolean
  /** The name of a device; of a record what it is kept for, as far as the actor may know it. */
  deviceName(labels: Labels, device: string | null, path: string): string | null
}

/** Works out what an actor sees. */
export function createSight(scenarios: Scenarios, ids: PublicIds, actor: Actor): Sight {
  const scope = scopeOf(actor)
  const installed = [...scenarios.installed.values()]
  const sensitive = scenarios.contracts.map(sensitiveOf)
  const series = sensitive.flatMap((one) => one.series)
  const models = sensitive.flatMap((one) => one.models)
  const rows = rowsSeen(actor, scope, installed, series)
  const roles = (path: string) => rolesAt(actor, path)
  const rule = (installation: string, name: string) =>
    scenarios.installed.get(installation)?.rules.get(name) ??
    (name === suspensionRule ? ofThePlatform : undefined)

  return {
    ...rows,
    changes: changesSeen(rows, scope, installed, models),
    lastSeen: lastSeenAs(scope, models),
    online: (now) => onlineBy(scenarios, now),
    alertSearch: alertSearch(scope, installed),
    rule,
    shows(model, name, path) {
      const hidden = series.find((one) => one.model === model && one.name === name)
      return hidden === undefined || mayRead(roles(path), hidden.class)
    },
    readsRaw(plugin, path) {
      const contract = scenarios.contracts.find((one) => one.id === plugin)
      return mayRead(roles(path), contract ? sensitiveOf(contract).strictest : 'C4')
    },
    detail: ({ installation, rule: name, path }, detail, owner) =>
      owner === actor.account
        ? detail
        : (maskFilled(rule(installation, name)?.detail, detail, roles(path)) as typeof detail),
    key: (alert) => shownKey(rule(alert.installation, alert.rule), alert, ids, roles(alert.path)),
    asks({ installation, rule: name, path }) {
      const facts = rule(installation, name)
      // A rule that was never published may look at anything.
      if (facts === undefined) return mayRead(roles(path), 'C4')
      return !isHiddenClass(facts.class) || roles(path).some((role) => rolesThatSee(facts).includes(role))
    },
    deviceName(labels, device, path) {
      const parts = device === null ? null : virtualParts(device)
      const name = labels.device(device)
      if (parts === null || name !== null) return name
      return recordName(scenarios.installed.get(parts.owner)?.contract, parts, roles(path))
    },
  }
}

const day = 86_400_000
const chinaOffset = 8 * 3_600_000

function lastSeenAs(scope: Scope, models: readonly HiddenKind[]): RawBuilder<unknown> {
  const seers = (model: HiddenKind) => rolesThatSee({ class: model.class, roles: [] })
  const kept = models.filter((model) => !scope.everywhere(seers(model)))
  if (kept.length === 0) return sql`devices.last_seen`
  const toTheDay = sql`(devices.last_seen + ${sql.lit(chinaOffset)}) / ${sql.lit(day)} * ${sql.lit(day)} - ${sql.lit(chinaOffset)}`
  const cases = kept.map(
    (model) =>
      sql`when devices.model = ${model.name} and not ${scope.holds(seers(model), 'devices.path')} then ${toTheDay}`,
  )
  return sql`case ${sql.join(cases, sql` `)} else devices.last_seen end`
}

function onlineBy({ contracts }: Scenarios, now: number): RawBuilder<unknown> {
  const cases = contracts.flatMap(({ id, devices }) =>
    Object.entries(devices).flatMap(([name, { interval }]) => {
      const allowed = interval === undefined ? null : parseDuration(interval)
      if (allowed === null || allowed === undefined) return []
      return [sql`when ${`${id}/${name}`} then coalesce(devices.last_seen >= ${now - allowed}, false)`]
    }),
  )
  return cases.length === 0 ? sql`null::boolean` : sql`case devices.model ${sql.join(cases, sql` `)} end`
}

/** What the platform tells of a plugin that it stopped: nothing of people. */
const ofThePlatform: RuleFacts = { class: 'C0', roles: [], keyClass: 'C0', detail: {}, args: () => undefined }

/** A rule that nobody knows any more could have filled in anything. */
function maskFilled(schema: unknown, values: unknown, roles: readonly string[]): unknown {
  if (schema !== undefined) return maskBySchema(schema, values, roles)
  const unknown = { data: { class: 'C4' as const } }
  const names = Object.keys((values ?? {}) as object)
  return maskBySchema({ properties: Object.fromEntries(names.map((name) => [name, unknown])) }, values, roles)
}
