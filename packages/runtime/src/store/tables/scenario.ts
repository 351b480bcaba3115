import type { Contract } from '@linli/sdk'
import type { Generated } from 'kysely'
import type { JsonColumn } from '../json.ts'
import type { Millis, Scope } from './scope.ts'

/** A plugin as it was installed: the contract as data, the behaviour as text that only the sandbox runs. */
export interface Plugins {
  id: string
  version: string
  contract: JsonColumn<Contract>
  bundle: string
  /** Trust domain; null in rows older than the column: then the plugin stands alone. */
  domain: Generated<string | null>
  /** The bundle's source map as JSON. */
  sourceMap: Generated<string | null>
  hash: string
  installedAt: Millis
}

/** A scenario configured for a community. `release` is the one in force. */
export interface Installations extends Scope {
  id: string
  plugin: string
  pluginVersion: string
  title: string
  draft: JsonColumn<unknown>
  /** Grows with each saved draft: a save from an older one is refused. */
  draftVersion: Generated<number>
  release: number | null
  state: Generated<'active' | 'stopped'>
  createdAt: Millis
}

/** An immutable, numbered, published version of an installation's configuration. */
export interface Releases extends Scope {
  installation: string
  number: number
  config: JsonColumn<unknown>
  contractVersion: string
  publishedBy: string
  publishedAt: Millis
  note: string
}

/** A row of a table that the operator keeps (plates, tariffs). `version` is the journal position of its last change. */
export interface ReferenceRows extends Scope {
  installation: string
  table: string
  key: string
  row: JsonColumn<unknown>
  version: number
}

/** What somebody filled in; `position` is its place in the journal. */
export interface Submissions extends Scope {
  id: string
  installation: string
  form: string
  version: number
  values: JsonColumn<Readonly<Record<string, unknown>>>
  by: string
  at: Millis
  incident: string | null
  position: number | null
}

/** A file by the hash of its content; the same file may belong to several communities. */
export interface Attachments extends Scope {
  hash: string
  name: string
  type: string
  size: number
  by: string
  at: Millis
}

/** An instance of a contract's record: the keyed state a reducer folded. */
export interface Records extends Scope {
  installation: string
  record: string
  key: string
  state: JsonColumn<unknown>
  position: number
  updatedAt: Millis
}
