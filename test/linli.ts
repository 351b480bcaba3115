import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { root } from './command.ts'

export interface LinliOptions {
  readonly dir?: string
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** The server as a process of its own, started by the command a user types, on free ports. */
export interface Linli extends AsyncDisposable {
  readonly url: string
  readonly mqtt: string
  readonly dir: string
  /** The administrator of an empty server, at its first start. */
  readonly admin: { readonly login: string; readonly password: string } | null
  readonly process: ChildProcess
  /** What it said on standard error. */
  readonly log: () => string
  /** Signs in and returns a fetch of the API with that session. */
  signIn(login?: string): Promise<Api>
  kill(signal: NodeJS.Signals): Promise<number | null>
}

/** The API as one account sees it. */
export type Api = <Answer>(
  path: string,
  init?: { method?: string; body?: unknown; headers?: Record<string, string> },
) => Promise<Answer>

/** Passwords of the demo accounts follow one pattern. */
const passwordOf = (login: string) => `linli-${login}`

/** Starts the demo without simulators, unless `args` say otherwise. Its data is removed at the end if `dir` was not given. */
export async function startLinli(options: LinliOptions = {}): Promise<Linli> {
  const dir = options.dir ?? (await mkdtemp(path.join(tmpdir(), 'linli-')))
  const args = options.args ?? ['--no-simulators']
  const child = spawn(
    process.execPath,
    [
      'packages/cli/bin/linli.ts',
      'start',
      '--json',
      '--data',
      dir,
      '--port',
      '0',
      '--mqtt-port',
      '0',
      ...args,
    ],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, LINLI_LANG: 'zh', LINLI_BUILT: '1', ...options.env },
    },
  )
  let log = ''
  child.stderr?.on('data', (chunk) => {
    log += chunk
  })
  const ready = await readyLine(child, () => log)
  const kill = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
    const ended = once(child, 'exit')
    child.kill(signal)
    return (await ended)[0] as number | null
  }
  return {
    url: ready.url,
    mqtt: ready.mqtt,
    admin: ready.admin ?? null,
    dir,
    process: child,
    log: () => log,
    kill,
    signIn: (login = 'shequ') => signIn(ready.url, login),
    async [Symbol.asyncDispose]() {
      await kill('SIGTERM')
      if (options.dir === undefined) await rm(dir, { recursive: true, force: true })
    },
  }
}

interface Ready {
  readonly url: string
  readonly mqtt: string
  readonly admin?: { readonly login: string; readonly password: string }
}

function readyLine(child: ChildProcess, log: () => string): Promise<Ready> {
  return new Promise((resolve, reject) => {
    let text = ''
    child.stdout?.on('data', (chunk) => {
      text += chunk
      const line = text.split('\n').find((one) => one.startsWith('{"ready":true'))
      if (line) resolve(JSON.parse(line))
    })
    child.once('exit', (code) =>
      reject(new Error(`linli start ended with ${code} before it was ready:\n${log()}`)),
    )
  })
}

async function signIn(url: string, login: string): Promise<Api> {
  const response = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password: passwordOf(login) }),
  })
  if (!response.ok) throw new Error(`sign-in of ${login}: ${response.status} ${await response.text()}`)
  const cookie = response.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  return async <Answer>(
    where: string,
    init: { method?: string; body?: unknown; headers?: Record<string, string> } = {},
  ) => {
    const answer = await fetch(`${url}${where}`, {
      method: init.method ?? (init.body === undefined ? 'GET' : 'POST'),
      headers: {
        cookie,
        origin: url,
        ...(init.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...init.headers,
      },
      ...(init.body === undefined ? {} : { body: JSON.stringify(init.body) }),
    })
    const text = await answer.text()
    const isJson = answer.headers.get('content-type')?.includes('json')
    const json = text === '' ? null : isJson ? JSON.parse(text) : text
    if (!answer.ok)
      throw Object.assign(new Error(`${where}: ${answer.status} ${text}`), {
        status: answer.status,
        body: json,
      })
    return json as Answer
  }
}

/** Asks again until the answer is right; fails with the last one. */
export async function until<Answer>(
  ask: () => Promise<Answer>,
  right: (answer: Answer) => boolean,
  ms = 20_000,
): Promise<Answer> {
  const end = Date.now() + ms
  for (;;) {
    const answer = await ask()
    if (right(answer)) return answer
    if (Date.now() > end)
      throw new Error(`not within ${ms} ms; last answer: ${JSON.stringify(answer).slice(0, 2000)}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
