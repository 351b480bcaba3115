import { createHash } from 'node:crypto'
import { realpathSync } from 'node:fs'
import { type RuntimeError, runtimeError } from './errors.ts'
import { freePort } from './listen.ts'
import type { ServerOptions } from './server.ts'
import type { MqttGrant } from './sources/mqtt/grant.ts'
import type { MqttChoice } from './sources/sources.ts'

/** Our own broker, or the external one that `mqttUrl` names. */
export async function mqttChoice({
  mqttUrl,
  mqttPort,
  host,
  dataDir,
  report,
}: Pick<ServerOptions, 'mqttUrl' | 'mqttPort' | 'host' | 'dataDir' | 'report'>): Promise<MqttChoice> {
  if (mqttUrl !== undefined) {
    if (!/^(mqtt|mqtts|ws|wss):$/.test(URL.parse(mqttUrl)?.protocol ?? ''))
      throw runtimeError('mqtt.address', {})
    return { kind: 'external', ...withoutUser(mqttUrl), clientId: clientId(dataDir), ...told(report) }
  }
  const local = host === '127.0.0.1' || host === '::1' || host === 'localhost'
  return {
    kind: 'embedded',
    port: await freePort(mqttPort, host, report),
    host,
    // Only programs of this machine reach a loopback listener; any other one asks for credentials, and nobody has any yet.
    authenticate: async () => (local ? everything : null),
  }
}

/** The console says once that the broker is away, and once that it is back. */
function told(report: ServerOptions['report']) {
  return {
    onAway: ({ code, text }: RuntimeError) => report(`✗ ${text.zh}\n  ${code}`, `✗ ${text.en}\n  ${code}`),
    onBack: () => report('· 已重新连接 MQTT 服务', '· the MQTT broker is connected again'),
  }
}

/** Gateways announce all their devices in one packet. */
const everything: MqttGrant = {
  community: null,
  address: null,
  publish: ['#'],
  subscribe: ['#'],
  packet: 1024 * 1024,
}

/** The same after every restart, so that the broker keeps our session; another for another data directory. */
function clientId(dataDir: string): string {
  return `linli-${createHash('sha256').update(realpathSync(dataDir)).digest('hex').slice(0, 16)}`
}

function withoutUser(text: string): {
  readonly url: string
  readonly user?: string
  readonly password?: string
} {
  const url = URL.parse(text)
  if (!url || url.username === '') return { url: text }
  const { username, password } = url
  url.username = ''
  url.password = ''
  return { url: url.href, user: decodeURIComponent(username), password: decodeURIComponent(password) }
}
