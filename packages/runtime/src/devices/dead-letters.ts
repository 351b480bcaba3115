import { runtimeError } from '../errors.ts'
import type { DeadLetters } from '../http/services.ts'
import type { Journal } from '../journal/journal.ts'
import { appendAudit } from '../store/audit.ts'
import { recordChanges } from '../store/changes.ts'
import type { Store } from '../store/store.ts'

/** Sends what was refused through the journal again, as a new message with the same bytes. */
export function createDeadLetters(store: Store, journal: Journal): DeadLetters {
  return {
    async replay(id, by) {
      const row = await store.db.selectFrom('deadLetters').selectAll().where('id', '=', id).executeTakeFirst()
      if (!row) throw runtimeError('dead-letter.unknown', { id })
      const { community, path, source, channel, address, meta, raw } = row
      await store.transaction(async (trx) => {
        await trx
          .updateTable('deadLetters')
          .set({ state: 'replayed', attempts: row.attempts + 1, replayedAt: by.at })
          .where('id', '=', id)
          .execute()
        await appendAudit(trx, {
          community,
          path,
          at: by.at,
          actor: by.account,
          action: 'dead-letter.replay',
          subject: id,
          detail: { code: row.code },
        })
        await recordChanges(trx, [{ community, path, resource: 'dead-letters', id, op: 'update', at: by.at }])
      })
      await journal.append({ type: 'message', community, source, channel, address, meta, body: raw })
    },
  }
}
