import type { Text } from '@linli/kernel'
import type { Contract } from '@linli/sdk'
import type { Logger } from 'pino'
import type { AccountService } from '../access/accounts.ts'
import type { AttachmentStore } from '../attachments/attachments.ts'
import type { ClockNotices } from '../devices/clock-notices.ts'
import type { FormService } from '../forms/forms.ts'
import type { ImportReport } from '../imports/report.ts'
import type { IncidentService } from '../incidents/incidents.ts'
import type { PlaceService } from '../places/places.ts'
import type { PluginService } from '../plugins/plugins.ts'
import type { ReplayJobs } from '../replay/jobs.ts'
import type { ReplayOrder } from '../replay/order.ts'
import type { Ingest, SourceStatus } from '../sources/source.ts'
import type { Store } from '../store/store.ts'

/** The contracts of the plugins that are installed, in memory. */
export interface Contracts {
  contract(plugin: string): Contract | undefined
  all(): readonly Contract[]
}

/** Who does something, for what is written down about it. */
export interface By {
  readonly account: string
  readonly at: number
}

/** Sets scenarios up. Refusals are coded errors; each call that changes something journals what the rules need. */
export interface Installations {
  create(
    input: {
      readonly id: string
      readonly plugin: string
      readonly community: string
      readonly title: string | null
    },
    by: By,
  ): Promise<void>
  saveDraft(
    id: string,
    draft: {
      readonly settings: unknown
      readonly bindings: unknown
      readonly rules: unknown
      readonly version: number | null
    },
    by: By,
  ): Promise<void>
  /** Publishes the draft as the next release and returns its number. `grants` left out: what the contract asks for, and the hosts of the last release. */
  publish(id: string, note: string, by: By, grants?: readonly string[] | null): Promise<number>
  /** Puts an earlier release into force again, as a new one; returns its number. */
  rollback(id: string, release: number, by: By): Promise<number>
  /** Replaces or removes rows of a reference table; `row: null` removes. */
  setReference(
    id: string,
    table: string,
    rows: readonly { readonly key: string; readonly row: unknown }[],
    by: By,
  ): Promise<void>
}

/** Asks devices to do something. */
export interface Commands {
  /** Checks the command against the device's model, queues it under `id`, and returns at once; repeating an id does nothing. */
  request(
    input: {
      readonly id: string
      readonly device: string
      readonly name: string
      readonly args: Readonly<Record<string, unknown>>
    },
    by: By,
  ): Promise<void>
}

/** Configured connections. */
export interface Sources {
  create(
    input: {
      readonly id: string
      readonly community: string
      readonly name: string
      readonly kind: string
      readonly plugin: string
      readonly spec: string
      readonly config: Readonly<Record<string, unknown>>
    },
    by: By,
  ): Promise<void>
  update(
    id: string,
    change: {
      readonly name?: string
      readonly state?: 'active' | 'stopped'
      readonly config?: Readonly<Record<string, unknown>>
    },
    by: By,
  ): Promise<void>
  /** Removes a connection that no device uses. */
  remove(id: string, by: By): Promise<void>
  /** Makes the token that senders to an HTTP source have to show, and returns it; one before it counts no more. */
  renewToken(id: string, by: By): Promise<string>
  /** How a connection stands; undefined for one that is not running. */
  status(id: string): SourceStatus | undefined
  /** The MQTT broker that devices publish to, without credentials; null before it is there. */
  broker(): string | null
}

/** Registers devices; the pipeline knows them as soon as the call returns. */
export interface Devices {
  create(
    input: {
      readonly id: string
      readonly community: string
      readonly model: string
      readonly name: string
      readonly place: string | null
      readonly source: string | null
      readonly address: string | null
    },
    by: By,
  ): Promise<void>
  update(
    id: string,
    change: {
      readonly name?: string
      readonly place?: string | null
      readonly source?: string | null
      readonly address?: string | null
      readonly state?: 'active' | 'disabled'
    },
    by: By,
  ): Promise<void>
  /** Registers the devices of a CSV table in a community: all of them, or none. */
  import(
    input: { readonly community: string; readonly table: string; readonly dryRun: boolean },
    by: By,
  ): Promise<ImportReport>
}

/** Sends what was refused through the pipeline again. */
export interface DeadLetters {
  replay(id: string, by: By): Promise<void>
}

/** One part of the server in `/api/health`. */
export interface HealthCheck {
  readonly name: string
  check(): Promise<{ readonly ok: boolean; readonly detail: Text | null }>
}

/** A figure of `/api/metrics`, read when it is asked for. */
export interface Figure {
  readonly name: string
  readonly help: string
  readonly kind: 'counter' | 'gauge'
  read(): readonly { readonly labels: Readonly<Record<string, string>>; readonly value: number }[]
}

/** All the HTTP API stands on. */
export interface Services {
  readonly store: Store
  readonly now: () => number
  readonly log: Logger | false
  readonly version: string
  readonly ingest: Ingest
  readonly contracts: Contracts
  readonly installations: Installations
  readonly commands: Commands
  readonly plugins: PluginService
  readonly sources: Sources
  readonly devices: Devices
  readonly clocks: Pick<ClockNotices, 'of'>
  readonly places: PlaceService
  readonly accounts: AccountService
  readonly deadLetters: DeadLetters
  readonly incidents: IncidentService
  readonly forms: FormService
  readonly attachments: AttachmentStore
  readonly replays: ReplayJobs<ReplayOrder>
  /** Where files are kept for as long as something is done with them. */
  readonly dataDir: string
  readonly health: readonly HealthCheck[]
  readonly figures: readonly Figure[]
  /** How often the change stream says that it is alive, ms; 15 s where nothing is said. */
  readonly heartbeat?: number
  /** Other origins whose browsers may write (a studio under development). */
  readonly origins?: readonly string[]
  /** Whether `X-Forwarded-*` of the machine in front is believed. */
  readonly trustProxy?: boolean
}
