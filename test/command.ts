import { spawn } from 'node:child_process'
import path from 'node:path'

/** The checkout. */
export const root = path.resolve(import.meta.dirname, '..')

/** Runs one command of the checkout with its output on this terminal; resolves to its exit code. */
export function command(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...env },
    })
    child.on('exit', (code) => resolve(code ?? 1))
  })
}
