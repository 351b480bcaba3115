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

/** Without a checkpointer process the log would grow for ever; this much of it is let run up, bytes. */
const logLimit = 64 * 1024 * 1024
/** Looking at the log's size costs a query: only after so many answers or bytes. */
const lookAfter = { answers: 500, bytes: 8 * 1024 * 1024 }

const startParams = [
  ...PGlite.defaultStartParams,
  ...['max_wal_size=192MB', 'min_wal_size=128MB', 'wal_level=minimal', 'max_wal_senders=0'].flatMap(
    (setting) => ['-c', setting],
  ),
]

try {
  const { dir } = workerData as { dir: string }
  serve(await PGlite.create(dir, { startParams }))
  tell({ ready: true })
} catch (error) {
  fail(error)
}

function serve(database: PGlite): void {
  let busy = Promise.resolve()
  const log = { end: 0, answers: 0, bytes: 0 }
  port.on('message', (message: ToWorker) => {
    const work = 'run' in message ? () => answer(database, message.run, log) : () => close(database)
    busy = busy.then(work).catch(fail)
  })
}

async function close(database: PGlite): Promise<void> {
  await database.close()
  port.close()
}

interface Log {
  /** Where it stood at the last checkpoint. */
  end: number
  answers: number
  bytes: number
}

async function answer(database: PGlite, bytes: Uint8Array, log: Log): Promise<void> {
  const chunks: Uint8Array[] = []
  // Chunks lie in the database's own memory: copies are collected. (execProtocolRaw would also parse and keep them.)
  await database.execProtocolRawStream(bytes, {
    syncToFs: false,
    onRawData: (chunk) => void chunks.push(chunk.slice()),
  })
  const whole = new Uint8Array(Buffer.concat(chunks))
  port.postMessage({ answer: whole } satisfies FromWorker, [whole.buffer])
  log.answers += 1
  log.bytes += bytes.length
  if (log.answers < lookAfter.answers && log.bytes < lookAfter.bytes) return
  if (!database.isInTransaction()) await keepLogShort(database, log)
}

async function keepLogShort(database: PGlite, log: Log): Promise<void> {
  const { rows } = await database.query<{ end: number }>(
    `select (pg_current_wal_insert_lsn() - '0/0')::float8 as end`,
  )
  const { end } = rows[0]!
  if (log.end === 0) log.end = end
  if (end - log.end > logLimit) {
    await database.exec('checkpoint')
    log.end = end
  }
  log.answers = 0
  log.bytes = 0
}

function fail(error: unknown): void {
  tell({ failed: error instanceof Error ? error.message : String(error) })
}

function tell(message: FromWorker): void {
  port.postMessage(message)
}
