import mqtt from 'mqtt'

/** An SOS button that speaks as Zigbee2MQTT does: says that it is there, is pressed once, says good-bye. */
const { MQTT_URL = 'mqtt://127.0.0.1:1883', DEVICE = '2-1-202-sos' } = process.env
const topic = `zigbee2mqtt/${DEVICE}`
const availability = (state: 'online' | 'offline') => JSON.stringify({ state })
const lastWill = {
  topic: `${topic}/availability`,
  payload: Buffer.from(availability('offline')),
  qos: 1,
  retain: true,
} as const

try {
  const client = await mqtt.connectAsync(MQTT_URL, { clientId: `button-${DEVICE}`, will: lastWill })
  await client.publishAsync(lastWill.topic, availability('online'), { qos: 1, retain: true })
  await client.publishAsync(topic, JSON.stringify({ action: 'emergency', battery: 87 }), { qos: 1 })
  // QoS 1 is acknowledged when the message is on the platform's disk, not before.
  console.log(`已送达并落盘 acknowledged  ${topic}`)
  await client.publishAsync(lastWill.topic, availability('offline'), { qos: 1, retain: true })
  await client.endAsync()
} catch (error) {
  const reason = (error as Error).message
  console.error(`✗ 无法送达 ${MQTT_URL}：${reason}。请先启动邻里，或设置 MQTT_URL。`)
  console.error(`  Not delivered to ${MQTT_URL}: ${reason}. Start Linli first, or set MQTT_URL.`)
  process.exit(1)
}
