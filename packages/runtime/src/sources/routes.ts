import { chirpstackTopic } from './dialects/chirpstack.ts'
import { mqttJsonTopic } from './dialects/mqtt-json.ts'
import { topicPattern } from './dialects/topic-pattern.ts'
import { isZigbeeChatter, zigbeeBase } from './dialects/zigbee2mqtt.ts'
import type { Route } from './mqtt/route-table.ts'
import { readConfig, type SourceRow } from './source-row.ts'

/** The topics an MQTT source takes; null for sources of another kind. */
export function routeOf({ id, community, spec, config }: SourceRow): Route | null {
  if (spec.kind !== 'mqtt') return null
  const topic = readConfig(config).topic ?? spec.topic
  const route = { source: id, community }
  switch (spec.dialect) {
    case 'chirpstack-v4':
      return { ...route, filter: topicPattern(topic ?? chirpstackTopic).filter }
    case 'json':
      return { ...route, filter: topicPattern(topic ?? mqttJsonTopic).filter }
    case 'zigbee2mqtt': {
      const base = topic ?? zigbeeBase
      return { ...route, filter: `${base}/#`, ignores: (channel) => isZigbeeChatter(channel, base) }
    }
  }
}
