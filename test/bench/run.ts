import { type ChildProcess, fork, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { command, root } from '../command.ts'
import { createDatabase } from './database.ts'
import { nodeRed } from './node-red.ts'

/**
 * `npm run bench`: from an MQTT QoS 1 publish to the stored observation, codec and rule in the sandbox, beside a bare
 * mqtt.js subscriber and Node-RED on the same broker in the same run. Figures are ratios; the absolute ones say only
 * what this machine is. `-- --count N --rounds R --no-node-red --profile`.
 */
const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '100000' },
    devices: { type: 'string', default: '1000' },
    rounds: { type: 'string', default: '3' },
    'no-node-red': { type: 'boolean' },
    profile: { type: 'boolean' },
  },
})
const count = Number(values.count)
const dir = await mkdtemp(path.join(tmpdir(), 'linli-bench-'))

interface Result {
  readonly bare: number
  readonly linli: number
  readonly nodeRed: number | null
}

if ((await command(['packages/cli/bin/linli.ts', 'plugin', 'build', 'examples/vendor-plugin'])) !== 0)
  process.exit(1)
const broker = await startBroker()
const database = await createDatabase()
const red = values['no-node-red']
  ? null
  : await nodeRed(dir, broker.url).catch((error: Error) => {
      console.log(`Node-RED is left out: ${error.message}`)
      return null
    })
const bare = spawn(process.execPath, ['test/bench/bare.ts', broker.url], {
  cwd: root,
  stdio: ['ignore', 'pipe', 'inherit'],
})
await firstLine(bare)
const subject = fork(
  'test/bench/subject.ts',
  [path.join(dir, 'data'), database.url, broker.url, values.devices],
  {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    ...(values.profile
      ? { execArgv: ['--cpu-prof', `--cpu-prof-dir=${process.env.PROFILE_DIR ?? dir}`] }
      : {}),
  },
)
await firstLine(subject)

const results: Result[] = []
await measureAll(Math.min(count, 20_000))
for (let round = 1; round <= Number(values.rounds); round++) {
  const result = await measureAll(count)
  results.push(result)
  console.log(
    `round ${round}: bare ${rate(result.bare)}, Linli ${rate(result.linli)}${result.nodeRed ? `, Node-RED ${rate(result.nodeRed)}` : ''}`,
  )
}
report(results)
for (const child of [bare, subject, red?.process]) child?.kill('SIGTERM')
await new Promise((resolve) => subject.once('exit', resolve))
await database.drop()
broker.process.kill()
await rm(dir, { recursive: true, force: true })
process.exit(0)

async function measureAll(messages: number): Promise<Result> {
  const bareRun = await load(messages, 'bare/in/', 'bare/out')
  const redRun = red ? await load(messages, 'red/in/', 'red/out') : null
  const before = { position: await ask('position'), count: await ask('count') }
  const linliRun = await load(messages, 'linli/in/', '')
  while ((await ask('position')) < before.position + messages)
    await new Promise((resolve) => setTimeout(resolve, 20))
  const linliDone = Date.now()
  const stored = (await ask('count')) - before.count
  if (stored !== messages) throw new Error(`${messages} messages were sent, ${stored} are stored`)
  const seconds = (from: number, to: number) => (to - from) / 1000
  return {
    bare: messages / seconds(bareRun.began, bareRun.lastHeard),
    linli: messages / seconds(linliRun.began, linliDone),
    nodeRed: redRun ? messages / seconds(redRun.began, redRun.lastHeard) : null,
  }
}

function report(all: readonly Result[]): void {
  const middle = (pick: (one: Result) => number) =>
    all.map(pick).sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? Number.NaN
  const [bareRate, linliRate] = [middle((one) => one.bare), middle((one) => one.linli)]
  console.log(
    `\n${cpus().length} × ${cpus()[0]?.model ?? 'cpu'}, Node ${process.versions.node}, ${count} messages, ${values.devices} devices, median of ${all.length}`,
  )
  console.log(`bare mqtt.js subscriber  ${rate(bareRate)}   1.00`)
  if (red) {
    const redRate = middle((one) => one.nodeRed ?? Number.NaN)
    console.log(`Node-RED                 ${rate(redRate)}   ${(redRate / bareRate).toFixed(2)}`)
    console.log(
      `Linli, stored            ${rate(linliRate)}   ${(linliRate / bareRate).toFixed(2)} of bare, ${(linliRate / redRate).toFixed(2)} of Node-RED`,
    )
  } else
    console.log(`Linli, stored            ${rate(linliRate)}   ${(linliRate / bareRate).toFixed(2)} of bare`)
}

function rate(perSecond: number): string {
  return `${Math.round(perSecond).toLocaleString('en')}/s`.padStart(9)
}

function ask(question: 'position' | 'count'): Promise<number> {
  return new Promise((resolve) => {
    subject.once('message', (answer) => resolve(answer as number))
    subject.send(question)
  })
}

interface LoadRun {
  readonly began: number
  readonly published: number
  readonly lastHeard: number
}

function load(messages: number, prefix: string, out: string): Promise<LoadRun> {
  const child = spawn(
    process.execPath,
    ['test/bench/load.ts', String(messages), values.devices, '5000', broker.url, prefix, out],
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  return firstLine(child).then((line) => JSON.parse(line) as LoadRun)
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    child.stdout?.on('data', (chunk) => {
      text += chunk
      if (text.includes('\n')) resolve(text.split('\n')[0] ?? '')
    })
    child.once('exit', (code) => reject(new Error(`ended with ${code} before it was ready`)))
  })
}

/** Mosquitto with unbounded queues, so that QoS 1 loses nothing for a slow subscriber. */
async function startBroker(): Promise<{ url: string; process: ChildProcess }> {
  const binary = ['/usr/sbin/mosquitto', '/usr/local/sbin/mosquitto', '/opt/homebrew/sbin/mosquitto'].find(
    existsSync,
  )
  if (!binary) throw new Error('npm run bench needs Mosquitto: apt-get install mosquitto')
  const port = 20_000 + (process.pid % 10_000)
  const config = path.join(dir, 'mosquitto.conf')
  await writeFile(
    config,
    `listener ${port} 127.0.0.1\nallow_anonymous true\nmax_queued_messages 0\nmax_inflight_messages 0\n`,
  )
  const child = spawn(binary, ['-c', config], { stdio: 'ignore' })
  await new Promise((resolve) => setTimeout(resolve, 500))
  return { url: `mqtt://127.0.0.1:${port}`, process: child }
}
