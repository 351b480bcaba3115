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
    if ('run' in message) void answer(database, message.run)
    else void database.close().finally(() => port.close())
  })
  tell({ ready: true })
} catch (error) {
  fail(error)
}

async function answer(database: PGlite, bytes: Uint8Array): Promise<void> {
  const chunks: Uint8Array[] = []
  try {
    // Chunks lie in the database's own memory: copies are collected. (execProtocolRaw would also parse and keep them.)
    await database.execProtocolRawStream(bytes, {
      syncToFs: false,
      onRawData: (chunk) => void chunks.push(chunk.slice()),
    })
  } catch (error) {
    fail(error)
    return
  }
  const whole = new Uint8Array(Buffer.concat(chunks))
  port.postMessage({ answer: whole } satisfies FromWorker, [whole.buffer])
}

function fail(error: unknown): void {
  tell({ failed: error instanceof Error ? error.message : String(error) })
}

function tell(message: FromWorker): void {
  port.postMessage(message)
}
