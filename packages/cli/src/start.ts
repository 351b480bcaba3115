import path from 'node:path'
import { type Server, startServer } from '@linli/runtime'
import { studioDir } from './build.ts'
import { checkout } from './checkout.ts'
import { demoAccounts } from './demo/accounts.ts'
import { seedDemo } from './demo/seed.ts'
import { startSimulators } from './demo/start-simulators.ts'
import { language, say } from './language.ts'

interface StartOptions {
  /** Folders of built plugins. */
  readonly plugins: readonly string[]
  readonly data?: string
  readonly port?: number
  readonly mqttPort?: number
  readonly host?: string
  readonly empty?: boolean
  readonly simulators?: boolean
  readonly json?: boolean
  readonly profile?: 'production'
  readonly sandbox?: 'bwrap' | 'unshare' | 'plain'
}

/** Starts everything, says where it is, and runs until Ctrl-C. */
export async function start(options: StartOptions): Promise<void> {
  const server = await startServer({
    dataDir: options.data ?? path.join(checkout, '.data'),
    host: options.host ?? '127.0.0.1',
    port: options.port ?? 8787,
    mqttPort: options.mqttPort ?? 1883,
    ...(process.env.DATABASE_URL ? { databaseUrl: process.env.DATABASE_URL } : {}),
    ...(process.env.LINLI_DATABASE_WAIT ? { databaseWait: Number(process.env.LINLI_DATABASE_WAIT) } : {}),
    ...(process.env.MQTT_URL ? { mqttUrl: process.env.MQTT_URL } : {}),
    ...(options.profile ? { profile: options.profile } : {}),
    ...(options.sandbox ? { sandbox: options.sandbox } : {}),
    studioDir,
    firstAdmin: options.empty === true,
    plugins: options.plugins,
    report: (zh, en) => console.error(say(zh, en)),
  })
  const demo = !options.empty
  if (demo) await seedDemo(server)
  const simulators = demo && options.simulators !== false ? startSimulators(server) : null
  if (options.json) {
    const { url, mqttUrl: mqtt, firstAdmin: admin } = server
    console.log(JSON.stringify({ ready: true, url, mqtt, pid: process.pid, ...(admin ? { admin } : {}) }))
  } else printWelcome(server, demo, Date.now() - commandGiven())
  await stopped()
  if (!options.json) console.error(say('\n· 正在停止，数据会保留 …', '\n· stopping, the data stays …'))
  await simulators?.stop()
  await server[Symbol.asyncDispose]()
  process.exit(0)
}

/** When the user gave the command (ms since 1970), before anything was fetched or built for it. */
function commandGiven(): number {
  return Number(process.env.LINLI_BEGAN ?? performance.timeOrigin)
}

function stopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve())
  })
}

function printWelcome(server: Server, demo: boolean, ms: number): void {
  const row = (label: string, value: string) =>
    `  ${label}${' '.repeat(Math.max(1, 10 - cells(label)))}${value}`
  const lines = [
    '',
    say(`邻里已就绪（${(ms / 1000).toFixed(1)} 秒）`, `Linli is ready (${(ms / 1000).toFixed(1)} s)`),
    '',
    row(say('工作台', 'Studio'), server.url),
    row(say('接口', 'API'), `${server.url}/api/docs`),
    row('MQTT', server.mqttUrl),
    row('OCPP', `${server.url.replace(/^http/, 'ws')}/ocpp/<${say('充电桩编号', 'charge point id')}>`),
    row(say('数据', 'Data'), server.dataDir),
    ...(demo
      ? [
          '',
          say('演示账号', 'Demo accounts'),
          ...demoAccounts.map(
            (one) => `  ${one.login.padEnd(14)}${one.password.padEnd(20)}${one.title[language]}`,
          ),
        ]
      : firstSteps(server)),
    '',
    say('Ctrl-C 停止，数据会保留。', 'Ctrl-C stops; the data stays.'),
    '',
  ]
  console.log(lines.join('\n'))
}

/** How wide a text stands in a terminal: Chinese characters take two cells. */
const cells = (text: string) => [...text].reduce((sum, char) => sum + (char > '\u2e7f' ? 2 : 1), 0)

function firstSteps(server: Server): string[] {
  if (!server.firstAdmin) return []
  const { login, password } = server.firstAdmin
  return ['', say('首次登录（只显示这一次）', 'First sign-in (shown only once)'), `  ${login}  ${password}`]
}
