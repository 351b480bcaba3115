import { Worker } from 'node:worker_threads'
import type { Explanation, LogRecord, Question } from '@linli/kernel'
import { runtimeError } from '../errors.ts'

/** How long an explanation may take, ms. */
const patience = 20_000
const memory = { maxOldGenerationSizeMb: 256 }
const file = new URL('./worker.ts', import.meta.url)

/** What the thread is given. */
export interface Task {
  readonly records: readonly LogRecord[]
  readonly question: Question
}

/**
 * Explains in a thread of its own: the server goes on meanwhile, however often the log has to be folded. Fails with
 * `why.failed` where that takes too long, or too much memory.
 */
export function explainApart(task: Task): Promise<Explanation> {
  const { promise, resolve, reject } = Promise.withResolvers<Explanation>()
  const worker = new Worker(file, { workerData: task, resourceLimits: memory })
  const fail = (reason: string, cause?: unknown) =>
    reject(runtimeError('why.failed', { rule: task.question.rule, reason }, { cause }))
  const timer = setTimeout(() => fail(`${patience / 1000} s`), patience)
  worker.once('message', resolve)
  worker.once('error', (error) => fail(error instanceof Error ? error.message : String(error), error))
  worker.once('exit', (code) => fail(`exit ${code}`))
  return promise.finally(() => {
    clearTimeout(timer)
    void worker.terminate()
  })
}
