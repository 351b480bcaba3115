import { createHash } from 'node:crypto'
import { readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { runtimeError } from '../errors.ts'

/** Holds a data directory for this process; dispose to let it go. */
export interface DirectoryLock extends AsyncDisposable {}

/**
 * Takes a data directory or fails with `journal.locked`, naming the process that holds it. On Linux the lock is an
 * abstract socket, which the kernel lets go with the process however it ends; elsewhere a file with the process id.
 */
export async function lockDirectory(dir: string): Promise<DirectoryLock> {
  const real = realpathSync(dir)
  return process.platform === 'linux' ? lockBySocket(dir, real) : lockByFile(dir, real)
}

async function lockBySocket(dir: string, real: string): Promise<DirectoryLock> {
  const name = `\0linli-${createHash('sha256').update(real).digest('hex').slice(0, 32)}`
  const note = join(real, 'lock')
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const server = await listen(name)
    if (server !== null) {
      writeFileSync(note, `${process.pid}\n`)
      return { [Symbol.asyncDispose]: () => close(server, note) }
    }
    const pid = await askHolder(name)
    // Nobody there any more: it ended between our two questions.
    if (pid !== null) throw runtimeError('journal.locked', { dir, pid: pid || noted(note) || '?' })
  }
  throw runtimeError('journal.locked', { dir, pid: noted(note) || '?' })
}

function listen(name: string): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      socket.on('error', () => {})
      socket.end(String(process.pid))
    })
    server.once('error', (error) => (hasErrno(error, 'EADDRINUSE') ? resolve(null) : reject(error)))
    server.listen(name, () => {
      server.unref()
      resolve(server)
    })
  })
}

/** The holder's process id; empty where it does not answer in time (it may be suspended), null where nobody holds it. */
function askHolder(name: string): Promise<string | null> {
  return new Promise((resolve) => {
    let answer = ''
    const socket = connect(name)
    socket.setTimeout(500, () => finish(answer))
    socket.on('data', (data) => {
      answer += data
    })
    socket.on('end', () => finish(answer))
    socket.on('error', (error) => finish(hasErrno(error, 'ECONNREFUSED') ? null : ''))
    function finish(result: string | null): void {
      socket.destroy()
      resolve(result)
    }
  })
}

function close(server: Server, note: string): Promise<void> {
  rmSync(note, { force: true })
  return new Promise((resolve) => server.close(() => resolve()))
}

function lockByFile(dir: string, real: string): DirectoryLock {
  const file = join(real, 'lock')
  try {
    writeFileSync(file, `${process.pid}\n`, { flag: 'wx' })
  } catch (error) {
    if (!hasErrno(error, 'EEXIST')) throw error
    const pid = Number(noted(file))
    if (isAlive(pid)) throw runtimeError('journal.locked', { dir, pid }, { cause: error })
    rmSync(file, { force: true })
    return lockByFile(dir, real)
  }
  return { [Symbol.asyncDispose]: async () => rmSync(file, { force: true }) }
}

function noted(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    return ''
  }
}

function isAlive(pid: number): boolean {
  if (!(pid > 0)) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return hasErrno(error, 'EPERM')
  }
}

function hasErrno(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
