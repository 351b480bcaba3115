import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { sdkError } from '@linli/sdk'

/** How long a plugin may take to declare itself, ms: it only makes data. */
const PATIENCE = 20_000

const child = fileURLToPath(new URL('./read-scenario.child.ts', import.meta.url))

/**
 * The default export of a bundled plugin as data. Its code runs in a process of its own that may read files and
 * nothing else. Fails with `plugin.load` where it throws or does not end.
 */
export async function readScenario(file: string, plugin: string, patience = PATIENCE): Promise<unknown> {
  const reader = fork(child, [file], {
    env: {},
    stdio: 'ignore',
    execArgv: ['--permission', '--allow-fs-read=*', '--no-warnings', '--max-old-space-size=512'],
  })
  const ended = once(reader, 'exit')
  const timer = setTimeout(() => reader.kill('SIGKILL'), patience)
  let answer: Answer | undefined
  reader.once('message', (message) => {
    answer = message as Answer
  })
  const [code, signal] = await ended
  clearTimeout(timer)
  if (answer && 'scenario' in answer) return answer.scenario
  const reason =
    answer?.reason ?? (signal === 'SIGKILL' ? `not done after ${patience / 1000} s` : `exit ${code}`)
  throw sdkError('plugin.load', { plugin, reason })
}

type Answer = { readonly scenario: unknown } | { readonly reason: string }
