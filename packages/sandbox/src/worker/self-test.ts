import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync } from 'node:fs'
import { connect } from 'node:net'

/** What a worker tried at its start and whether it was stopped. */
export type Trial = 'connect' | 'open' | 'write' | 'spawn' | 'kill' | 'environment'

/** One verdict per trial. */
export type TrialResults = Readonly<Record<Trial, 'refused' | 'allowed'>>

/** Set by the launcher or the system itself; they tell nothing. */
const harmless = new Set(['PWD', 'SystemRoot', '__CF_USER_TEXT_ENCODING'])

/** Tries what a worker must not be able to do. `probePort` listens on the host's loopback: reaching it proves a network. */
export async function runSelfTest(hostPid: number, probePort: number): Promise<TrialResults> {
  return {
    connect: (await canConnect(probePort)) ? 'allowed' : 'refused',
    open: attempt(() => closeSync(openSync('/etc/passwd', 'r'))),
    write: attempt(() => mkdtempSync('/tmp/linli-probe-')),
    spawn: attempt(() => {
      const { error } = spawnSync('/bin/true', { timeout: 1000 })
      if (error !== undefined) throw error
    }),
    kill: attempt(() => process.kill(hostPid, 0)),
    environment: Object.keys(process.env).every((name) => harmless.has(name)) ? 'refused' : 'allowed',
  }
}

function attempt(act: () => unknown): 'refused' | 'allowed' {
  try {
    act()
    return 'allowed'
  } catch {
    return 'refused'
  }
}

function canConnect(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' })
    const end = (reached: boolean) => {
      socket.destroy()
      resolve(reached)
    }
    socket.setTimeout(500, () => end(false))
    socket.once('connect', () => end(true))
    socket.once('error', () => end(false))
  })
}
