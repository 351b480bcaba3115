import type { ServerResponse } from 'node:http'
import { type Json, parseDuration } from '@linli/kernel'
import type { HttpAnswer } from '@linli/sdk'
import type { CommandAnswer, OutgoingCommand } from '../source.ts'
import type { HttpCommands } from './commands.ts'

/** The longest a device is kept waiting for its verdict, ms. */
const longestWait = 2_000

/** The message that asks for a verdict. */
export interface Asking {
  readonly source: string
  readonly position: number
  readonly address: string
}

/**
 * The body to answer with: `granted` where the message led to the command in time, else `otherwise`. The command
 * counts as received once the answer is written out, as unknown where the sender hung up before.
 */
export async function verdictFor(
  asking: Asking,
  answer: HttpAnswer,
  commands: HttpCommands,
  response: ServerResponse,
): Promise<Json> {
  const command = await claimInTime(asking, answer, commands, response)
  if (command === null) return answer.otherwise
  report(command, commands, response)
  return answer.granted
}

async function claimInTime(
  { source, position, address }: Asking,
  answer: HttpAnswer,
  commands: HttpCommands,
  response: ServerResponse,
): Promise<OutgoingCommand | null> {
  if (response.destroyed) return null
  const over = new AbortController()
  const timer = setTimeout(() => over.abort(), waitOf(answer))
  const hungUp = () => over.abort()
  response.once('close', hungUp)
  const claimed = commands.claim(source, position, address, answer.command, over.signal)
  const late = aborted(over.signal)
  try {
    const command = await Promise.race([claimed, late])
    if (command) return command
    if (over.signal.aborted) claimed.then((granted) => granted && commands.answered(granted, tooLate), ignore)
    return null
  } finally {
    clearTimeout(timer)
    response.off('close', hungUp)
  }
}

/** Nothing was written: the command was recorded as sent and certainly did not leave. */
const tooLate: CommandAnswer = { state: 'rejected', reason: 'answer-too-late' }

function ignore(): void {}

function aborted(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(null), { once: true }))
}

function waitOf({ within }: HttpAnswer): number {
  return typeof within === 'string' ? Math.min(parseDuration(within), longestWait) : longestWait
}

function report(command: OutgoingCommand, commands: HttpCommands, response: ServerResponse): void {
  if (response.destroyed) {
    commands.answered(command, tooLate)
    return
  }
  response.once('close', () => {
    const written: CommandAnswer = { state: 'received' }
    commands.answered(
      command,
      response.writableFinished ? written : { state: 'unknown', reason: 'sender-gone' },
    )
  })
}
