import type { Json, Rule } from '@linli/kernel'
import type { Contract } from '@linli/sdk'

/** What an operator may change of a scenario; a draft and a release both hold one. */
export interface Configuration {
  readonly settings: Readonly<Record<string, Json>>
  readonly bindings: Readonly<Record<string, readonly string[]>>
  readonly rules: readonly Rule[]
}

/** A scenario configured for a community. */
export interface InstallationRow {
  readonly id: string
  readonly plugin: string
  readonly pluginVersion: string
  readonly title: string
  readonly community: string
  readonly path: string
  /** The number of the release in force; null before the first one. */
  readonly release: number | null
  readonly state: 'active' | 'stopped'
  readonly createdAt: string
  /** Given with one installation, not in lists. */
  readonly contract?: Contract
  readonly draft?: Configuration
  readonly draftVersion?: number
  readonly published?: Configuration | null
}

/** An immutable, numbered, published version. */
export interface ReleaseRow {
  readonly number: number
  readonly publishedBy: string
  readonly publishedAt: string
  readonly note: string
  readonly contractVersion: string
}
