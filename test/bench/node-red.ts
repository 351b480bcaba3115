import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import mqtt from 'mqtt'
import { root } from '../command.ts'

const version = '5.0.7'
const home = path.join(root, '.tools/node-red')

/** Node-RED from npm with one flow: MQTT in → switch on the value → MQTT out. Nothing stored, nothing isolated. */
export async function nodeRed(dir: string, url: string): Promise<{ process: ChildProcess }> {
  if (!existsSync(path.join(home, 'node_modules/node-red'))) {
    await mkdir(home, { recursive: true })
    execFileSync(
      'npm',
      [
        'install',
        '--prefix',
        home,
        '--no-audit',
        '--no-fund',
        '--ignore-scripts',
        '--loglevel=error',
        `node-red@${version}`,
      ],
      { stdio: ['ignore', 'ignore', 'inherit'] },
    )
  }
  const userDir = path.join(dir, 'node-red')
  await mkdir(userDir, { recursive: true })
  await writeFile(path.join(userDir, 'flows.json'), JSON.stringify(flow(new URL(url))))
  const port = 30_000 + (process.pid % 10_000)
  const child = spawn(
    process.execPath,
    [
      path.join(home, 'node_modules/node-red/red.js'),
      '--userDir',
      userDir,
      '--port',
      String(port),
      'flows.json',
    ],
    { stdio: 'ignore' },
  )
  await answering(url)
  return { process: child }
}

const flow = ({ hostname, port }: URL) => [
  {
    id: 'broker',
    type: 'mqtt-broker',
    broker: hostname,
    port,
    clientid: 'node-red',
    autoConnect: true,
    usetls: false,
    protocolVersion: '4',
    keepalive: '60',
    cleansession: true,
  },
  { id: 'tab', type: 'tab', label: 'bench' },
  {
    id: 'in',
    type: 'mqtt in',
    z: 'tab',
    topic: 'red/in/+',
    qos: '1',
    datatype: 'json',
    broker: 'broker',
    wires: [['switch']],
  },
  {
    id: 'switch',
    type: 'switch',
    z: 'tab',
    property: 'payload.value',
    propertyType: 'msg',
    rules: [{ t: 'gt', v: '90', vt: 'num' }],
    checkall: 'true',
    wires: [['topic']],
  },
  {
    id: 'topic',
    type: 'change',
    z: 'tab',
    rules: [{ t: 'set', p: 'topic', pt: 'msg', to: 'red/out', tot: 'str' }],
    wires: [['out']],
  },
  {
    id: 'out',
    type: 'mqtt out',
    z: 'tab',
    topic: '',
    qos: '1',
    retain: 'false',
    broker: 'broker',
    wires: [],
  },
]

/** Waits until the flow answers a message. */
async function answering(url: string): Promise<void> {
  const client = await mqtt.connectAsync(url)
  const heard = new Promise<void>((resolve) => client.once('message', () => resolve()))
  await client.subscribeAsync('red/out', { qos: 1 })
  const ask = setInterval(() => client.publish('red/in/probe', '{"value":99}', { qos: 1 }), 300)
  const late = new Promise<never>((_, reject) =>
    setTimeout(() => reject(new Error('it did not start within 60 s')), 60_000),
  )
  await Promise.race([heard, late]).finally(() => clearInterval(ask))
  await client.endAsync()
}
