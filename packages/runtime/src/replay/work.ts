import { rm } from 'node:fs/promises'
import type { Program } from '@linli/kernel'
import type { Contract } from '@linli/sdk'
import type { Kysely } from 'kysely'
import type { Database } from '../store/tables.ts'
import type { Stretch } from './change.ts'
import type { Replayed } from './choose-program.ts'
import type { ReplayWork } from './jobs.ts'
import { replayHistory } from './replay-history.ts'
import { replayLog } from './replay-log.ts'

/** Replays what is stored of an installation: as it ran, or with another program. */
export function historyWork(
  db: Kysely<Database>,
  asked: {
    readonly installation: Replayed
    readonly program: Program | null
    readonly stretch: Stretch
    readonly now: number
  },
): ReplayWork {
  return {
    workers: asked.program ? 2 : 1,
    async *run(kernel, progress) {
      const { records, exact, clock } = yield* replayHistory({ db }, kernel, { ...asked, progress })
      return {
        records,
        exact: asked.program ? null : exact,
        late: 0,
        clock: Number.isFinite(clock) ? clock : null,
      }
    },
  }
}

/** Replays a file of JSON lines that was sent; it is removed afterwards. */
export function fileWork(asked: {
  readonly file: string
  readonly contract: Contract
  readonly program: Program
  readonly other: Program | null
  readonly stretch: Stretch
  readonly lateness: number
}): ReplayWork {
  return {
    workers: asked.other ? 2 : 1,
    async *run(kernel, progress) {
      const summary = yield* replayLog(kernel, { ...asked, progress })
      return { ...summary, exact: null }
    },
    cleanUp: () => rm(asked.file, { force: true }),
  }
}
