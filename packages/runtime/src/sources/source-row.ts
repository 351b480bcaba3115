import type { SourceSpec } from '@linli/sdk'

/** A configured source, as the store holds it. */
export interface SourceRow {
  readonly id: string
  readonly community: string
  /** The dialect and its details, from the scenario's contract. */
  readonly spec: SourceSpec
  /** What the operator set; see `SourceConfig`. */
  readonly config: Readonly<Record<string, unknown>>
}

/** What an operator may set on a source. */
export interface SourceConfig {
  /** MQTT: the topic pattern (`devices/{address}/up`), for Zigbee2MQTT the base topic. */
  readonly topic?: string
  /** MQTT, JSON dialect: where commands go (`devices/{address}/down`). */
  readonly commandTopic?: string
  /** MQTT, ChirpStack: the application that downlinks belong to. */
  readonly application?: string
  /** HTTP: the hash (`hashSecret`) of the token a sender has to show; without one anybody who knows the address may post. */
  readonly tokenHash?: string
  /** OCPP: seconds between heartbeats, told to stations when they boot. */
  readonly heartbeat?: number
}

/** The known settings with the right types; anything else is left out. */
export function readConfig(config: Readonly<Record<string, unknown>>): SourceConfig {
  const { topic, commandTopic, application, tokenHash, heartbeat } = config
  return {
    ...(typeof topic === 'string' && topic !== '' ? { topic } : {}),
    ...(typeof commandTopic === 'string' && commandTopic !== '' ? { commandTopic } : {}),
    ...(typeof application === 'string' && application !== '' ? { application } : {}),
    ...(typeof tokenHash === 'string' && tokenHash !== '' ? { tokenHash } : {}),
    ...(typeof heartbeat === 'number' && heartbeat >= 10 ? { heartbeat } : {}),
  }
}
