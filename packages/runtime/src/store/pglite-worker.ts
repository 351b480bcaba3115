import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'

/** What the thread is told: protocol bytes to run, or to close. */
export type ToWorker = { readonly run: Uint8Array } | { readonly close: true }

/** What the thread answers: that it is ready, protocol bytes, or why it failed. */
export type FromWorker =
  | { readonly ready: true }
  | { readonly answer: Uint8Array }
  | { readonly failed: string }

const port = parentPort!

try {
  const database = await PGlite.create((workerData as { dir: string }).dir)
  port.on('message', (message: ToWorker) => {
    if ('run' in message) answer(database, message.run)
    else void database.close().finally(() => port.close())
  })
  tell({ ready: true })
} catch (error) {
  fail(error)
}

function answer(database: PGlite, bytes: Uint8Array): void {
  try {
    // The answer lies in the database's own memory: only a copy may leave.
    const copy = database.execProtocolRawSync(bytes).slice()
    port.postMessage({ answer: copy } satisfies FromWorker, [copy.buffer])
  } catch (error) {
    fail(error)
  }
}

function fail(error: unknown): void {
  tell({ failed: error instanceof Error ? error.message : String(error) })
}

function tell(message: FromWorker): void {
  port.postMessage(message)
}
