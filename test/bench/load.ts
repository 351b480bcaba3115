import mqtt from 'mqtt'

/** Publishes `count` QoS 1 messages over `devices` topics with at most `window` unacknowledged; prints one JSON line. */
const [count = 100_000, devices = 1000, window = 5000] = process.argv.slice(2, 5).map(Number)
const [url = '', prefix = '', out = ''] = process.argv.slice(5)

const publisher = await mqtt.connectAsync(url, { clientId: `load-${process.pid}` })
const listener = await mqtt.connectAsync(url, { clientId: `ear-${process.pid}` })
let heard = 0
let lastHeard = 0
listener.on('message', () => {
  heard += 1
  lastHeard = Date.now()
})
if (out) await listener.subscribeAsync(out, { qos: 1 })

const began = Date.now()
let expected = 0
await new Promise<void>((done) => {
  let [sent, acknowledged] = [0, 0]
  const pump = () => {
    while (sent < count && sent - acknowledged < window) {
      const value = sent % 100
      if (value > 90) expected += 1
      publisher.publish(
        `${prefix}d${sent % devices}`,
        JSON.stringify({ value, battery: 80, t: Date.now(), seq: sent }),
        { qos: 1 },
        () => {
          acknowledged += 1
          if (acknowledged === count) done()
          else pump()
        },
      )
      sent += 1
    }
  }
  pump()
})
const published = Date.now()
while (out && heard < expected && Date.now() - Math.max(published, lastHeard) < 20_000)
  await new Promise((resolve) => setTimeout(resolve, 20))
console.log(JSON.stringify({ began, published, lastHeard, heard, expected: out ? expected : 0 }))
process.exit(0)
