import type { Json, Rule } from '@linli/kernel'
import type { Contract } from '@linli/sdk'
import type { Schemas } from '../api/client.ts'

/** What an operator may change of a scenario; a draft and a release both hold one. */
export interface Configuration {
  readonly settings: Readonly<Record<string, Json>>
  readonly bindings: Readonly<Record<string, readonly string[]>>
  readonly rules: readonly Rule[]
}

/** A scenario configured for a community: as lists have it. */
export type InstallationRow = Schemas['Installation']

/** One installation: contract, draft and what is in force. */
export interface InstallationDetail extends InstallationRow {
  readonly contract: Contract
  readonly draft: Configuration
  readonly draftVersion: number
  readonly published: Configuration | null
}

/** The API passes contract and rules on as their authors' data; the server has checked both. */
export function installationOf(wire: Schemas['InstallationDetail']): InstallationDetail {
  return wire as unknown as InstallationDetail
}

/** What is in force, or before the first release the draft. */
export function inForce(installation: InstallationDetail): Configuration {
  return installation.published ?? installation.draft
}

/** An immutable, numbered, published version. */
export type ReleaseRow = Schemas['Release']
