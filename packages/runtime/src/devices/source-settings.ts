import type { SourceSpec } from '@linli/sdk'
import { type TObject, type TProperties, type TSchema, Type } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import { runtimeError } from '../errors.ts'
import { chirpstackTopic } from '../sources/dialects/chirpstack.ts'
import { mqttJsonTopic } from '../sources/dialects/mqtt-json.ts'
import { zigbeeBase } from '../sources/dialects/zigbee2mqtt.ts'

/** What an operator may set on a source of this kind, as a schema with labels in both languages; `topic` says where it listens. */
export function sourceSettings(spec: SourceSpec): TObject {
  return closed(settingsOf(spec))
}

/** Refuses a configuration with an unknown setting or a value that does not fit. */
export function checkSourceConfig(source: string, spec: SourceSpec, config: unknown): void {
  const schema = closed({ ...settingsOf(spec), ...(apiOnly[spec.kind] ?? {}) })
  const [error] = Value.Errors(schema, config)
  if (error) throw runtimeError('source.config', { source, reason: `${error.path || '/'} ${error.message}` })
}

/** The topic a source listens on; null for those without topics. */
export function topicOf(spec: SourceSpec, config: Readonly<Record<string, unknown>>): string | null {
  if (spec.kind !== 'mqtt') return null
  const topic = typeof config.topic === 'string' ? config.topic : defaultTopic(spec)
  return spec.dialect === 'zigbee2mqtt' ? `${topic}/{address}` : topic
}

/** Settings that are made elsewhere or only by programs: no form asks for them. */
const apiOnly: Readonly<Partial<Record<SourceSpec['kind'], TProperties>>> = {
  http: { tokenHash: Type.Optional(Type.String({ minLength: 1 })) },
  'http-poll': { headers: Type.Optional(Type.Record(Type.String(), Type.String())) },
}

const closed = (properties: TProperties) => Type.Object(properties, { additionalProperties: false })

type MqttSpec = Extract<SourceSpec, { kind: 'mqtt' }>

function defaultTopic({ topic, dialect }: MqttSpec): string {
  if (topic !== undefined) return topic
  return { 'chirpstack-v4': chirpstackTopic, json: mqttJsonTopic, zigbee2mqtt: zigbeeBase }[dialect]
}

function settingsOf(spec: SourceSpec): TProperties {
  switch (spec.kind) {
    case 'http':
      return {}
    case 'http-poll':
      return {
        url: Type.String({ pattern: '^https?://', maxLength: 2000, ...labels.url }),
        interval: optional(seconds({ minimum: 5, default: 60, ...labels.interval })),
      }
    case 'ocpp':
      return { heartbeat: optional(seconds({ minimum: 10, default: 300, ...labels.heartbeat })) }
    case 'mqtt':
      return mqttSettings(spec)
  }
}

const seconds = (options: object) => Type.Integer({ maximum: 86_400, unit: 's', ...options })

function mqttSettings(spec: MqttSpec): TProperties {
  const topic = optional(topicSchema(spec))
  switch (spec.dialect) {
    case 'zigbee2mqtt':
      return { topic }
    case 'chirpstack-v4':
      return {
        topic,
        application: optional(Type.String({ minLength: 1, maxLength: 100, ...labels.application })),
      }
    case 'json':
      return { topic, commandTopic: optional(Type.String({ pattern: oneAddress, ...labels.commandTopic })) }
  }
}

const optional = (schema: TSchema): TSchema => Type.Optional(schema)

/** `{address}` as one whole level, and no wildcards. */
const oneAddress = '^(?:[^+#{}/]+/|\\{\\w+\\}/)*\\{address\\}(?:/[^+#{}/]+|/\\{\\w+\\})*$'

function topicSchema(spec: MqttSpec): TSchema {
  const common = { maxLength: 200, default: defaultTopic(spec) }
  return spec.dialect === 'zigbee2mqtt'
    ? Type.String({ ...common, pattern: '^[^+#{}]+$', ...labels.base })
    : Type.String({ ...common, pattern: oneAddress, ...labels.topic })
}

const labels = {
  topic: {
    label: { zh: '主题', en: 'Topic' },
    help: {
      zh: '设备上报的 MQTT 主题，{address} 是设备地址所在的一级。',
      en: 'The MQTT topic devices publish to; {address} is the level with the device’s address.',
    },
  },
  base: {
    label: { zh: '主题前缀', en: 'Base topic' },
    help: {
      zh: 'Zigbee2MQTT 设置中的 base_topic，设备地址是其后的设备名称。',
      en: 'The base_topic of Zigbee2MQTT; a device’s address is its friendly name behind it.',
    },
  },
  commandTopic: {
    label: { zh: '下发主题', en: 'Command topic' },
    help: { zh: '服务下发到哪个主题。', en: 'Where commands to devices are published.' },
  },
  application: {
    label: { zh: '应用编号', en: 'Application' },
    help: {
      zh: 'ChirpStack 中的应用编号，向设备下发时需要。',
      en: 'The application of ChirpStack that downlinks belong to.',
    },
  },
  url: {
    label: { zh: '地址', en: 'Address' },
    help: { zh: '定时读取的网址。', en: 'What is fetched again and again.' },
  },
  interval: {
    label: { zh: '间隔', en: 'Interval' },
    help: { zh: '每隔多久读取一次。', en: 'How often it is fetched.' },
  },
  heartbeat: {
    label: { zh: '心跳间隔', en: 'Heartbeat' },
    help: {
      zh: '充电桩每隔多久报一次平安。',
      en: 'How often a charge point says that it is alive.',
    },
  },
} as const
