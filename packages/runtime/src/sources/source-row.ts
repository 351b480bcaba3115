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
  /** HTTP polling: what to fetch, every how many seconds (at least 5; default 60), with which headers beside our own. */
  readonly url?: string
  readonly interval?: number
  readonly headers?: Readonly<Record<string, string>>
}

/** The known settings with the right types; anything else is left out. */
export function readConfig(config: Readonly<Record<string, unknown>>): SourceConfig {
  const { topic, commandTopic, application, tokenHash, heartbeat, url, interval, headers } = config
  return {
    ...(typeof topic === 'string' && topic !== '' ? { topic } : {}),
    ...(typeof commandTopic === 'string' && commandTopic !== '' ? { commandTopic } : {}),
    ...(typeof application === 'string' && application !== '' ? { application } : {}),
    ...(typeof tokenHash === 'string' && tokenHash !== '' ? { tokenHash } : {}),
    ...(typeof heartbeat === 'number' && heartbeat >= 10 ? { heartbeat } : {}),
    ...(typeof url === 'string' ? { url } : {}),
    ...(typeof interval === 'number' && interval >= 5 ? { interval } : {}),
    ...(typeof headers === 'object' && headers !== null ? { headers: readHeaders(headers) } : {}),
  }
}

/** Headers that decide where a request goes or how its body is framed are the broker's. */
const fixedHeaders = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'upgrade', 'te'])

function readHeaders(headers: object): Record<string, string> {
  const usable = Object.entries(headers).filter(
    ([name, value]) =>
      typeof value === 'string' &&
      /^[\w-]{1,100}$/.test(name) &&
      /^[\x20-\x7e]{0,4000}$/.test(value) &&
      !fixedHeaders.has(name.toLowerCase()),
  )
  return Object.fromEntries(usable)
}
