import { suspensionOf } from '@linli/kernel'
import type { Journal } from '../journal/journal.ts'
import type { Outcome } from './commit.ts'
import { encodeControl } from './control.ts'

/**
 * Journals the rules that failed and were suspended, so that they are whatever a later kernel makes of the log. Comes
 * before the outcome is stored: after a crash in between it is journalled twice, which changes nothing.
 */
export async function journalSuspensions(journal: Journal, { effects }: Outcome): Promise<void> {
  for (const { effect, community } of effects) {
    const suspension = suspensionOf(effect)
    if (suspension === null) continue
    const body = encodeControl({ kind: 'suspension', ...suspension })
    await journal.append({ type: 'control', community, control: 'suspension', body })
  }
}
