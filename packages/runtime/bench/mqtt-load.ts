import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/**
 * A load of QoS 1 publishes over raw sockets, each connection with so many in flight: cheap enough that the broker is
 * what gets measured. Runs as a process of its own: `node mqtt-load.ts port topic messages connections inFlight`.
 * Prints one line of JSON when the last PUBACK is in.
 */
const [port, topic, messages, connections, inFlight] = process.argv.slice(2)

function field(text: string): Buffer {
  const bytes = Buffer.from(text)
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes])
}

function frame(header: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts)
  const length = body.length < 128 ? [body.length] : [(body.length & 127) | 128, body.length >> 7]
  return Buffer.concat([Buffer.from([header, ...length]), body])
}

async function open(client: number): Promise<Socket> {
  const socket = connect(Number(port), '127.0.0.1')
  socket.setNoDelay(true)
  await once(socket, 'connect')
  socket.write(frame(0x10, field('MQTT'), Buffer.from([4, 2, 0, 60]), field(`load-${process.pid}-${client}`)))
  await once(socket, 'data')
  return socket
}

/** Publishes `count` messages and resolves with the latencies of every 64th, ms. */
function publishAll(socket: Socket, client: number, count: number): Promise<number[]> {
  const latencies: number[] = []
  const sentAt = new Map<number, number>()
  let sent = 0
  let acknowledged = 0
  let rest: Buffer = Buffer.alloc(0)
  const fill = () => {
    const batch: Buffer[] = []
    while (sent < count && sent - acknowledged < Number(inFlight)) {
      const id = (sent % 60_000) + 1
      if (sent % 64 === 0) sentAt.set(id, performance.now())
      const body = Buffer.from(
        `{"deviceId":"d${client}","value":${sent % 100},"battery":80,"t":1763712000000,"seq":${sent}}`,
      )
      batch.push(frame(0x32, field(`${topic}d${client}`), Buffer.from([id >> 8, id & 255]), body))
      sent++
    }
    if (batch.length > 0) socket.write(Buffer.concat(batch))
  }
  return new Promise((resolve) => {
    socket.on('data', (chunk: Buffer) => {
      rest = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
      for (; rest.length >= 4; rest = rest.subarray(4)) {
        const at = sentAt.get(rest.readUInt16BE(2))
        if (at !== undefined) latencies.push(performance.now() - at)
        sentAt.delete(rest.readUInt16BE(2))
        acknowledged++
      }
      if (acknowledged === count) resolve(latencies)
      else fill()
    })
    fill()
  })
}

const sockets = await Promise.all(Array.from({ length: Number(connections) }, (_, client) => open(client)))
const started = performance.now()
const share = Math.floor(Number(messages) / sockets.length)
const latencies = (
  await Promise.all(sockets.map((socket, client) => publishAll(socket, client, share)))
).flat()
const seconds = (performance.now() - started) / 1000
latencies.sort((a, b) => a - b)
const at = (part: number) => Math.round((latencies[Math.floor(latencies.length * part)] ?? 0) * 10) / 10
console.log(
  JSON.stringify({ perSecond: Math.round((share * sockets.length) / seconds), p50: at(0.5), p99: at(0.99) }),
)
for (const socket of sockets) socket.destroy()
