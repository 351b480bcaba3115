import { type Json, type ObservationRecord, readDuration } from '@linli/kernel'
import type { Contract, SourceSpec } from '../contract.ts'
import type { Scenario } from '../define/define-scenario.ts'
import { type Finding, sdkError } from '../errors.ts'
import { defaultSettings } from '../program/model-shapes.ts'

/** A device on the bench. */
export interface SiteDevice {
  readonly id: string
  readonly model: string
  readonly place: string
  readonly address: string
}

/** Whatever is not rules: the devices, tables and records of one simulated community, and what was refused there. */
export interface Site {
  readonly scenario: Scenario
  readonly contract: Contract
  readonly settings: Readonly<Record<string, Json>>
  readonly devices: Map<string, SiteDevice>
  /** Rows by table and key. */
  readonly reference: Readonly<Record<string, ReadonlyMap<string, Json>>>
  /** Records by name and key. */
  readonly records: Readonly<Record<string, Map<string, Json>>>
  readonly refused: Finding[]
  /** Identities of events that came already. */
  readonly seen: Set<string>
}

/** The installation's id on the bench. */
export const installation = 'bench'

/** What the operator would have set and filled in. */
export interface SiteOptions {
  readonly settings?: Readonly<Record<string, unknown>>
  readonly reference?: Readonly<Record<string, readonly object[] | undefined>>
}

/** An empty site with these settings and tables. */
export function createSite(scenario: Scenario, { settings, reference = {} }: SiteOptions): Site {
  const { contract } = scenario
  const tables = Object.entries(contract.reference).map(([table, { key }]) => {
    const rows = (reference[table] ?? []) as readonly Readonly<Record<string, Json>>[]
    return [table, new Map(rows.map((row) => [String(row[key]), row]))] as const
  })
  return {
    scenario,
    contract,
    settings: { ...defaultSettings(contract), ...(settings as Readonly<Record<string, Json>>) },
    devices: new Map(),
    reference: Object.fromEntries(tables),
    records: Object.fromEntries(Object.keys(contract.records).map((name) => [name, new Map()])),
    refused: [],
    seen: new Set(),
  }
}

/** The device at an address; fails with `bench.unknown-device`. */
export function deviceAt(site: Site, address: string): SiteDevice {
  const found = [...site.devices.values()].find((device) => device.address === address)
  const known = [...site.devices.values()].map((device) => device.address).join(', ')
  if (found === undefined) throw sdkError('bench.unknown-device', { address, known: known || '-' })
  return found
}

/** How late (ms) what a source brings may be, as the server takes it. */
export function latenessOf(source: SourceSpec | undefined): number {
  if (source === undefined) return 0
  if (source.lateness !== undefined) return readDuration(source.lateness, {}) ?? 0
  return source.dialect === 'zigbee2mqtt' ? 0 : 10_000
}

/** The model of an observation by the contract's own name. */
export const modelOf = (one: ObservationRecord, { contract }: Site): string =>
  one.model.slice(contract.id.length + 1)
