import { createHash } from 'node:crypto'
import { type Json, parseDuration } from '@linli/kernel'
import type { CommandSpec } from '@linli/sdk'
import { commandGrant, mayCommand } from '../capabilities/grants.ts'
import type { Roster, RosterDevice } from '../installations/roster.ts'
import { appendAudit } from '../store/audit.ts'
import type { Change } from '../store/changes.ts'
import { json } from '../store/json.ts'
import type { Carrier, StoredEffect } from './dispatch.ts'

/** The longest a pulse may wait (ms), whatever a contract says. */
export const PULSE_LIMIT = 5000

/**
 * Turns a command effect into a row of `commands`, once. Only final verdicts command anything, a withdrawal takes
 * nothing back, and a command whose time is over is stored as expired so that it can be seen.
 */
export function createCommandCarrier(roster: Roster): Carrier {
  return async (trx, effect, now) => {
    if (!('command' in effect.action) || effect.op === 'withdraw' || !effect.final) return []
    const target = targetOf(effect, roster)
    const spec =
      target &&
      roster.scenario(target.plugin)?.contract.devices[target.modelName]?.commands?.[
        effect.action.command.name
      ]
    if (!target || !spec) return []
    if (!(await isGranted(trx, effect, target, roster, now))) return []
    const id = commandId(effect)
    const notAfter = deadlineOf(effect, spec)
    const expired = now > notAfter
    const { numInsertedOrUpdatedRows = 0n } = await trx
      .insertInto('commands')
      .values({
        id,
        effectId: effect.effectId,
        community: effect.community,
        path: target.path,
        device: target.id,
        name: effect.action.command.name,
        args: json((effect.action.command.with ?? {}) as Readonly<Record<string, Json>>),
        kind: spec.kind,
        state: expired ? 'expired' : 'pending',
        reason: expired ? 'too-late' : null,
        notAfter,
        cause: json({
          position: effect.position,
          observation: effect.cause.observation,
          installation: effect.installation,
          rule: effect.rule,
        }),
        by: null,
        createdAt: now,
        sentAt: null,
        finishedAt: expired ? now : null,
      })
      .onConflict((conflict) => conflict.column('effectId').doNothing())
      .executeTakeFirst()
    if (numInsertedOrUpdatedRows === 0n) return []
    return [
      {
        community: effect.community,
        path: target.path,
        resource: 'commands',
        id,
        op: 'create',
        at: now,
      } satisfies Change,
    ]
  }
}

/** What the contract asks for and the operator granted, else nothing; a refusal is written down. */
async function isGranted(
  trx: Parameters<Carrier>[0],
  effect: StoredEffect,
  target: RosterDevice,
  roster: Roster,
  now: number,
): Promise<boolean> {
  const installation = roster.installationById(effect.installation)
  const contract = installation && roster.scenario(installation.plugin)?.contract
  if (!installation || !contract || !('command' in effect.action)) return true
  const { name } = effect.action.command
  if (mayCommand(contract, installation.config, target.modelName, name)) return true
  await appendAudit(trx, {
    community: effect.community,
    path: effect.path,
    at: now,
    actor: 'system',
    action: 'capability.refused',
    subject: installation.id,
    detail: { grant: commandGrant(target.modelName, name), rule: effect.rule, device: target.id },
  })
  return false
}

/** Derived from the effect, so that a repeated delivery can never make a second command. */
const commandId = (effect: StoredEffect) =>
  `cmd-${createHash('sha256').update(effect.effectId).digest('hex').slice(0, 24)}`

function targetOf(effect: StoredEffect, roster: Roster): RosterDevice | undefined {
  if (!('command' in effect.action)) return undefined
  const { device } = effect.action.command
  if (device === 'self') return effect.cause.device === null ? undefined : roster.device(effect.cause.device)
  const plugin = roster.installationById(effect.installation)?.plugin
  return roster.deviceOf(`${plugin}/${device}`, effect.cause.place)
}

/** Counted from the event, not from now: a barrier does not open for a car that has left. */
function deadlineOf(effect: StoredEffect, spec: CommandSpec): number {
  const expires = parseDuration(spec.expires) ?? PULSE_LIMIT
  return effect.at + (spec.kind === 'pulse' ? Math.min(expires, PULSE_LIMIT) : expires)
}
