import { type Json, parseDuration } from '@linli/kernel'
import { runtimeError } from '../errors.ts'
import type { By, Commands as CommandRequests } from '../http/services.ts'
import type { Roster } from '../installations/roster.ts'
import { compileShape } from '../pipeline/shape.ts'
import { appendAudit } from '../store/audit.ts'
import { recordChanges } from '../store/changes.ts'
import { json } from '../store/json.ts'
import type { Store } from '../store/store.ts'
import { PULSE_LIMIT } from './command-from-effect.ts'

/** Commands that a person gives: checked against the device's model, then queued like those of rules. */
export function createCommandRequests(store: Store, roster: Roster, wake: () => void): CommandRequests {
  return {
    async request({ id, device: deviceId, name, args }, by: By) {
      const device = roster.device(deviceId)
      if (!device) throw runtimeError('device.unknown', { device: deviceId })
      const spec = roster.scenario(device.plugin)?.contract.devices[device.modelName]?.commands?.[name]
      if (!spec) throw runtimeError('command.unknown', { name, device: deviceId, model: device.model })
      const wrong = compileShape(spec.args)(args as Json)
      if (wrong) throw runtimeError('command.args', { name, device: deviceId, reason: wrong })
      const expires = parseDuration(spec.expires) ?? PULSE_LIMIT
      const { community, path } = device
      await store.transaction(async (trx) => {
        const { numInsertedOrUpdatedRows = 0n } = await trx
          .insertInto('commands')
          .values({
            id,
            effectId: null,
            community,
            path,
            device: deviceId,
            name,
            args: json(args),
            kind: spec.kind,
            reason: null,
            notAfter: by.at + (spec.kind === 'pulse' ? Math.min(expires, PULSE_LIMIT) : expires),
            cause: json({ account: by.account }),
            by: by.account,
            createdAt: by.at,
            sentAt: null,
            finishedAt: null,
          })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst()
        if (numInsertedOrUpdatedRows === 0n) return
        await appendAudit(trx, {
          community,
          path,
          at: by.at,
          actor: by.account,
          action: 'command.request',
          subject: deviceId,
          detail: { name },
        })
        await recordChanges(trx, [{ community, path, resource: 'commands', id, op: 'create', at: by.at }])
      })
      wake()
    },
  }
}
