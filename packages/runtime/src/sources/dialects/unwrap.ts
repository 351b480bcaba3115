import type { SourceSpec } from '@linli/sdk'
import { unwrapChirpstack } from './chirpstack.ts'
import { unwrapHttpJson } from './http-json.ts'
import { unwrapMqttJson } from './mqtt-json.ts'
import { unwrapOcpp16 } from './ocpp16.ts'
import type { StampedArrival, Unwrapping } from './unwrapped.ts'
import { unwrapZigbee } from './zigbee2mqtt.ts'

/** The operator's side of a dialect: where the topics differ from the usual ones. */
export interface DialectConfig {
  /** MQTT only: the topic pattern (`devices/{address}/up`), or for Zigbee2MQTT its base topic. */
  readonly topic?: string
}

/**
 * Reads the envelope of a journalled message: the device messages in it, or why it cannot be read.
 * Pure: the same arrival gives the same answer for ever.
 */
export function unwrap(spec: SourceSpec, arrival: StampedArrival, config: DialectConfig = {}): Unwrapping {
  switch (spec.kind) {
    case 'http':
    case 'http-poll':
      return unwrapHttpJson(spec, arrival)
    case 'ocpp':
      return unwrapOcpp16(arrival)
    case 'mqtt':
      return unwrapMqtt(spec, arrival, config.topic ?? spec.topic)
  }
}

function unwrapMqtt(
  spec: SourceSpec & { readonly kind: 'mqtt' },
  arrival: StampedArrival,
  topic: string | undefined,
): Unwrapping {
  switch (spec.dialect) {
    case 'chirpstack-v4':
      return unwrapChirpstack(arrival, topic)
    case 'zigbee2mqtt':
      return unwrapZigbee(arrival, topic)
    case 'json':
      return unwrapMqttJson(arrival, topic)
  }
}
