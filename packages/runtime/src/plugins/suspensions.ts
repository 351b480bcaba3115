import { setTimeout as sleep } from 'node:timers/promises'
import type { Selectable, Transaction } from 'kysely'
import { type Change, recordChanges } from '../store/changes.ts'
import type { Store } from '../store/store.ts'
import type { Alerts, Effects } from '../store/tables/handling.ts'
import type { Database } from '../store/tables.ts'

type Trx = Transaction<Database>
type StoredEffect = Selectable<Effects>

/** The rule's name on alerts that the sandbox raises. */
export const suspensionRule = 'plugin-suspended'

/** Tells the people whose scenarios stand still that a plugin was suspended, and takes it back when it runs again. */
export interface Suspensions {
  suspended(plugin: string, until: number): void
  resumed(plugin: string): void
  /** Carries out what was noted, until the signal aborts; where the database is away, again and again. */
  run(signal: AbortSignal): Promise<void>
}

/** Where the sandbox leaves what it has to say before anybody can hear it. */
export interface SuspensionRelay {
  suspended(plugin: string, until: number): void
  /** From now on, and what was left before. */
  connect(listener: Suspensions['suspended']): void
}

/** A relay that keeps what comes before it is connected. */
export function createSuspensionRelay(): SuspensionRelay {
  const early: [string, number][] = []
  let listener: Suspensions['suspended'] = (...noted) => void early.push(noted)
  return {
    suspended: (plugin, until) => listener(plugin, until),
    connect(next) {
      listener = next
      for (const noted of early.splice(0)) next(...noted)
    },
  }
}

interface Parts {
  readonly store: Store
  readonly clock: () => number
  readonly carryAlert: (trx: Trx, effect: StoredEffect, now: number) => Promise<Changes>
  /** The last failure of a plugin, for whoever looks at the alert. */
  readonly reasonOf: (plugin: string) => string
  readonly onError: (error: unknown) => void
}

type Changes = readonly Change[]
type Note = { readonly plugin: string; readonly until: number | null }

/** A list of what happened, worked off in order. Each is one alert per community that uses the plugin, never two at once. */
export function createSuspensions(parts: Parts): Suspensions {
  const { store, clock, onError } = parts
  const notes: Note[] = []
  let wake = Promise.withResolvers<void>()

  function note(entry: Note): void {
    notes.push(entry)
    wake.resolve()
    wake = Promise.withResolvers()
  }

  async function carryOut({ plugin, until }: Note): Promise<void> {
    const now = clock()
    await store.transaction(async (trx) => {
      const changes = until === null ? await takeBack(trx, plugin, now) : await raise(trx, plugin, until, now)
      if (until === null && changes.length === 0) return
      const platform = {
        community: '',
        path: '',
        resource: 'plugins',
        id: plugin,
        op: 'update',
        at: now,
      } as const
      await recordChanges(trx, [...changes, platform])
    })
  }

  async function raise(trx: Trx, plugin: string, until: number, now: number): Promise<Changes> {
    const open = new Set((await openAlerts(trx, plugin)).map((alert) => alert.installation))
    const installations = await trx
      .selectFrom('installations')
      .selectAll()
      .where('plugin', '=', plugin)
      .where('state', '=', 'active')
      .where('release', 'is not', null)
      .execute()
    const changes: Change[] = []
    for (const { id, community, path, release } of installations) {
      if (open.has(id)) continue
      const detail = { plugin, until: new Date(until).toISOString(), reason: parts.reasonOf(plugin) }
      const effect = effectOf({
        effectId: `${suspensionRule}:${id}:${now}`,
        installation: id,
        community,
        path,
        key: plugin,
        release: release ?? 0,
        at: now,
        action: { alert: { title: titleOf(plugin), grade: 'major', detail } },
      })
      changes.push(...(await parts.carryAlert(trx, effect, now)))
    }
    return changes
  }

  async function takeBack(trx: Trx, plugin: string, now: number): Promise<Changes> {
    const changes: Change[] = []
    for (const alert of await openAlerts(trx, plugin)) {
      const { effectId, installation, community, path, title } = alert
      const base = effectOf({
        effectId,
        installation,
        community,
        path,
        key: plugin,
        release: 0,
        at: now,
        action: { alert: { title } },
      })
      const effect = {
        ...base,
        op: 'withdraw' as const,
        revision: alert.revision + 1,
        reason: 'plugin-runs-again',
      }
      changes.push(...(await parts.carryAlert(trx, effect, now)))
    }
    return changes
  }

  return {
    suspended: (plugin, until) => note({ plugin, until }),
    resumed: (plugin) => note({ plugin, until: null }),
    async run(signal) {
      signal.addEventListener('abort', () => wake.resolve(), { once: true })
      while (!signal.aborted) {
        const called = wake.promise
        const [next] = notes
        if (next === undefined) {
          await called
          continue
        }
        const done = await carryOut(next).then(
          () => true,
          (error) => {
            onError(error)
            return false
          },
        )
        if (done) notes.shift()
        else await sleep(1000, undefined, { signal }).catch(() => {})
      }
    },
  }
}

function openAlerts(trx: Trx, plugin: string): Promise<Selectable<Alerts>[]> {
  return trx
    .selectFrom('alerts')
    .selectAll()
    .where('rule', '=', suspensionRule)
    .where('key', '=', plugin)
    .where('state', 'in', ['open', 'accepted'])
    .execute()
}

const titleOf = (plugin: string) => ({
  zh: `插件“${plugin}”多次失控，已暂停`,
  en: `Plugin "${plugin}" went out of control several times and is suspended`,
})

type Given = Pick<
  StoredEffect,
  'effectId' | 'installation' | 'community' | 'path' | 'key' | 'release' | 'at' | 'action'
>

/** As the outbox would hold it: an alert of the platform goes the way of every other. */
function effectOf(given: Given): StoredEffect {
  return {
    ...given,
    revision: 1,
    op: 'assert',
    replaces: null,
    rule: suspensionRule,
    onset: given.at,
    grade: 'major',
    cause: { observation: null, device: null, place: null },
    final: true,
    reason: null,
    position: 0,
    state: 'done',
    doneAt: given.at,
  }
}
