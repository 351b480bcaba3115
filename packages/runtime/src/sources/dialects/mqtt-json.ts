import { readJson } from './read-json.ts'
import { isRefusal, refuse } from './refusal.ts'
import { fillTopic, matchTopic, topicPattern } from './topic-pattern.ts'
import type { StampedArrival, Unwrapping } from './unwrapped.ts'

/** Where plain JSON devices publish unless told otherwise. */
export const mqttJsonTopic = 'devices/{address}/up'

/** Plain JSON over MQTT: the topic says which device, the body is the message. Other named levels go to `meta`. */
export function unwrapMqttJson(arrival: StampedArrival, topic: string = mqttJsonTopic): Unwrapping {
  const { source, channel, stamp } = arrival
  const names = matchTopic(topicPattern(topic), channel)
  const address = names?.address
  if (!names || address === undefined) return refuse('source.channel', { source, channel, expected: topic })
  const read = readJson(arrival)
  if (isRefusal(read)) return read
  const { address: _, ...levels } = names
  const message = { channel, address, meta: { ...arrival.meta, ...levels }, json: read.json, arrival: stamp }
  return [{ address, identity: null, deviceTime: null, message }]
}

/** A command as JSON on a topic of its own; null where the address does not fit into a topic. */
export function mqttJsonCommand(
  pattern: string,
  command: {
    readonly id: string
    readonly address: string
    readonly name: string
    readonly args: unknown
    readonly notAfter: number
  },
): { readonly topic: string; readonly payload: string } | null {
  const topic = fillTopic(topicPattern(pattern), { address: command.address, name: command.name })
  const { id, name, args, notAfter } = command
  return topic === null ? null : { topic, payload: JSON.stringify({ id, name, args, notAfter }) }
}
