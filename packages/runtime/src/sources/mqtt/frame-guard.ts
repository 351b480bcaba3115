import type { Duplex } from 'node:stream'
import type { Text } from '@linli/kernel'

/** Why a connection was closed before its packet reached the broker. */
export interface FrameBreach {
  readonly what: Text
  readonly size: number
  readonly limit: number
}

const firstPacket: Text = { zh: '第一个报文的类型', en: 'first packet type' }
const packetSize: Text = { zh: '报文字节数', en: 'packet size in bytes' }

/** Control packet type of CONNECT. */
const connect = 1

/** The limit of one connection; a gateway may be allowed more once it is known. */
export interface FrameLimit {
  maxPacket: number
}

/**
 * Stands between a socket and the broker: follows the MQTT frames in what is read and lets no byte of an oversized
 * packet through, so that a 200 MiB announcement costs five bytes. A connection that does not begin with CONNECT
 * is closed too.
 */
export function guardFrames(
  socket: Duplex,
  limit: FrameLimit,
  breached: (breach: FrameBreach) => void,
): void {
  const follow = createFrameFollower(limit)
  const read = socket.read.bind(socket)
  socket.read = (size?: number) => {
    const chunk: Buffer | null = read(size)
    const breach = chunk && follow(chunk)
    if (!breach) return chunk
    breached(breach)
    socket.destroy()
    return null
  }
}

/** Follows frames over chunk borders; answers the first breach, else null. */
export function createFrameFollower(limit: FrameLimit): (chunk: Uint8Array) => FrameBreach | null {
  let first = true
  let body = 0
  let length = 0
  let shift = -1
  return (chunk) => {
    let at = 0
    while (at < chunk.length) {
      if (body > 0) {
        const skipped = Math.min(body, chunk.length - at)
        body -= skipped
        at += skipped
      } else if (shift < 0) {
        const type = chunk[at++]! >> 4
        if (first && type !== connect) return { what: firstPacket, size: type, limit: connect }
        first = false
        shift = 0
        length = 0
      } else {
        const byte = chunk[at++]!
        length += (byte & 0x7f) << shift
        const { maxPacket } = limit
        if (length > maxPacket || shift > 21) return { what: packetSize, size: length, limit: maxPacket }
        shift = byte & 0x80 ? shift + 7 : -1
        if (shift < 0) body = length
      }
    }
    return null
  }
}
