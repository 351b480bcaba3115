import type { Json } from '@linli/kernel'
import type { CommandAnswer, OutgoingCommand } from '../source.ts'
import { type CentralAction, centralActions, violation } from './schemas.ts'

/** The action a command name stands for: `remoteStartTransaction` and `RemoteStartTransaction` alike. */
export function actionOf(name: string): CentralAction | null {
  return centralActions.find((action) => action.toLowerCase() === name.toLowerCase()) ?? null
}

/** Why a command cannot leave at all, or null. */
export function objection(
  command: OutgoingCommand,
  action: CentralAction | null,
  now: number,
): CommandAnswer | null {
  if (action === null) return { state: 'rejected', reason: 'unknown-command' }
  if (now > command.notAfter) return { state: 'rejected', reason: 'expired' }
  const broken = violation(action, 'req', command.args)
  return broken && { state: 'rejected', reason: broken.reason.en }
}

/** What a station's CALLRESULT says about the command. */
export function answerFrom(action: CentralAction, payload: Json): CommandAnswer {
  const broken = violation(action, 'conf', payload)
  if (broken) return { state: 'unknown', reason: broken.reason.en }
  const { status } = payload as { readonly status?: string }
  switch (status) {
    case undefined:
    case 'Unlocked':
      return { state: 'confirmed' }
    case 'Accepted':
    case 'Scheduled':
    case 'RebootRequired':
      return { state: 'received' }
    default:
      return { state: 'rejected', reason: status }
  }
}
