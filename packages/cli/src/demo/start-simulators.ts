import { type ChildProcess, spawn } from 'node:child_process'
import { globSync } from 'node:fs'
import path from 'node:path'

/** The device simulators as processes of their own, which speak the real protocols to the server. */
export interface Simulators {
  stop(): Promise<void>
}

interface Addresses {
  readonly url: string
  readonly mqttUrl: string
}

const runnable = ['zigbee-bridge', 'bay-sensors', 'plate-camera', 'throwing-platform', 'charge-points']

/** Starts every simulator of the demo. */
export function startSimulators({ url, mqttUrl }: Addresses): Simulators {
  const folder = path.join(import.meta.dirname, 'simulators')
  const files = globSync(
    runnable.map((name) => `${name}.ts`),
    { cwd: folder },
  )
  const children = files.map((file) =>
    spawn(process.execPath, [path.join(folder, file), '--mqtt', mqttUrl, '--http', url, '--seed', '1'], {
      stdio: ['ignore', 'ignore', 'inherit'],
    }),
  )
  return {
    async stop() {
      await Promise.all(children.map(ended))
    },
  }
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })
}
