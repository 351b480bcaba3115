import mqtt from 'mqtt'

/** An SOS button that speaks as Zigbee2MQTT does: says that it is there, is pressed once, says good-bye. */
const { MQTT_URL = 'mqtt://127.0.0.1:1883', DEVICE = '2-1-202-sos' } = process.env
const topic = `zigbee2mqtt/${DEVICE}`
const availability = (state: 'online' | 'offline') => JSON.stringify({ state })

const client = await mqtt.connectAsync(MQTT_URL, {
  clientId: `button-${DEVICE}`,
  will: {
    topic: `${topic}/availability`,
    payload: Buffer.from(availability('offline')),
    qos: 1,
    retain: true,
  },
})
await client.publishAsync(`${topic}/availability`, availability('online'), { qos: 1, retain: true })
await client.publishAsync(topic, JSON.stringify({ action: 'emergency', battery: 87 }), { qos: 1 })
// QoS 1 is acknowledged when the message is on the platform's disk, not before.
console.log(`已送达并落盘 acknowledged  ${topic}`)
await client.publishAsync(`${topic}/availability`, availability('offline'), { qos: 1, retain: true })
await client.endAsync()
