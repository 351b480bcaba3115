import mqtt from 'mqtt'

/** The least a subscriber can do: parse, compare, publish. Nothing is stored, nothing is isolated. */
const client = await mqtt.connectAsync(process.argv[2] ?? '', { clientId: 'bare' })
client.on('message', (_topic, payload) => {
  const message = JSON.parse(payload.toString())
  if (message.value > 90) client.publish('bare/out', JSON.stringify(message), { qos: 1 })
})
await client.subscribeAsync('bare/in/+', { qos: 1 })
console.log('ready')
