import type { Json, Program, Rule } from '@linli/kernel'
import { type Contract, defaultSettings, modelShapes, zonesOf } from '@linli/sdk'

/** What an operator may change of a scenario; a draft and a release both hold one. */
export interface Configuration {
  readonly settings: Readonly<Record<string, Json>>
  /** Devices that take part, per model; a model that is absent takes all its devices. */
  readonly bindings: Readonly<Record<string, readonly string[]>>
  readonly rules: readonly Rule[]
  /** Releases only: what the operator granted when publishing; see `askedGrants`. */
  readonly grants?: readonly string[]
}

/** The contract's own settings and rules: what a new installation starts from. */
export function defaultConfiguration(contract: Contract): Configuration {
  return { settings: defaultSettings(contract), bindings: {}, rules: contract.rules }
}

/** A release as the kernel takes it: rules and settings, and the shape of every model they may read. */
export function toProgram(
  contract: Contract,
  config: Configuration,
  release: number,
  sources: readonly string[],
): Program {
  return {
    release,
    plugin: contract.id,
    rules: config.rules,
    settings: config.settings,
    sources,
    models: modelShapes(contract),
    zones: zonesOf(config.rules),
    bindings: config.bindings,
  }
}
