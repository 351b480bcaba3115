import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** How a run of the command ended. */
export interface Ended {
  readonly code: number | null
  /** Lines of standard output. */
  readonly out: readonly string[]
  readonly error: string
}

const bin = fileURLToPath(new URL('../../bin/linli.ts', import.meta.url))

/** Runs the command as a user would, with this on its standard input. */
export function linli(args: readonly string[], input: string): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [bin, ...args], { env: { ...process.env, LINLI_LANG: 'en' } })
    let [out, error] = ['', '']
    child.stdout.on('data', (chunk) => {
      out += chunk
    })
    child.stderr.on('data', (chunk) => {
      error += chunk
    })
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, out: out.split('\n').filter(Boolean), error }))
    child.stdin.on('error', () => {})
    child.stdin.end(input)
  })
}
