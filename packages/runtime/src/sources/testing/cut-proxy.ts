import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A TCP proxy whose connections a test can cut. */
export interface CutProxy extends AsyncDisposable {
  readonly port: number
  /** Breaks every connection, without a goodbye. */
  cut(): void
  /** Refuses new connections while true. */
  closed: boolean
}

/** Forwards to a port on this machine. */
export async function createCutProxy(target: {
  readonly host: string
  readonly port: number
}): Promise<CutProxy> {
  const sockets = new Set<Socket>()
  const keep = (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
  }
  const server = createServer((near) => {
    if (proxy.closed) {
      near.destroy()
      return
    }
    const far = connect(target)
    keep(near)
    keep(far)
    near.pipe(far)
    far.pipe(near)
    near.on('close', () => far.end())
    far.on('close', () => near.end())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const proxy: CutProxy = {
    port: (server.address() as AddressInfo).port,
    closed: false,
    cut() {
      for (const socket of sockets) socket.destroy()
    },
    async [Symbol.asyncDispose]() {
      proxy.cut()
      server.close()
      await once(server, 'close')
    },
  }
  return proxy
}
