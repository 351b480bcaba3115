import { createServer } from 'node:net'
import type { App } from './http/app.ts'

type Report = (zh: string, en: string) => void

/** Listens on `port`, or on a free one where it is taken, and says so. Returns the address for browsers. */
export async function listen(app: App, host: string, port: number, report: Report): Promise<string> {
  const free = await freePort(port, host, report)
  await app.listen({ host, port: free })
  const address = app.server.address()
  const actual = typeof address === 'object' && address ? address.port : free
  return `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${actual}`
}

/** The wanted port if nobody has it, else 0, which means any. */
export async function freePort(port: number, host: string, report: Report): Promise<number> {
  if (port === 0 || (await isFree(port, host))) return port
  report(`· 端口 ${port} 已被占用，改用空闲端口`, `· port ${port} is taken, using a free one instead`)
  return 0
}

function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, host, () => probe.close(() => resolve(true)))
  })
}
