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
      path.join(userDir, 'flows.json'),
    ],
    { stdio: 'ignore' },
  )
  await answering(url)
  return { process: child }
}

/** A node on the canvas: without a place it would count as configuration. */
const node = (id: string, type: string, rest: object) => ({
  id,
  type,
  z: 'bench-tab',
  x: 100,
  y: 100,
  ...rest,
})

const flow = ({ hostname, port }: URL) => [
  {
    id: 'bench-broker',
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
  { id: 'bench-tab', type: 'tab', label: 'bench' },
  node('n1', 'mqtt in', {
    topic: 'red/in/+',
    qos: '1',
    datatype: 'json',
    broker: 'bench-broker',
    wires: [['n2']],
  }),
  node('n2', 'switch', {
    property: 'payload.value',
    propertyType: 'msg',
    rules: [{ t: 'gt', v: '90', vt: 'num' }],
    checkall: 'true',
    wires: [['n3']],
  }),
  node('n3', 'change', {
    rules: [{ t: 'set', p: 'topic', pt: 'msg', to: 'red/out', tot: 'str' }],
    wires: [['n4']],
  }),
  node('n4', 'mqtt out', { topic: '', qos: '1', retain: 'false', broker: 'bench-broker', wires: [] }),
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
