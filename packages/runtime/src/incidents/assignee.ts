import { handlingRoles, type Owner } from '@linli/flow'
import type { Kysely } from 'kysely'
import { rolesAt } from '../access/actor.ts'
import { runtimeError } from '../errors.ts'
import type { Database } from '../store/tables.ts'

/** Somebody to dispatch to: an account, a role anyone of which may sign for it, or an account in a given role. */
export interface Assignee {
  readonly person?: string
  readonly role?: string
}

/** Who is meant, with the role they hold at the incident's place; `wanted` is preferred where they hold several. */
export async function resolveAssignee(
  db: Kysely<Database>,
  path: string,
  { person, role }: Assignee,
  wanted: string,
): Promise<Owner> {
  if (person === undefined) return { role: role ?? wanted, person: null }
  const account = await db
    .selectFrom('accounts')
    .select(['id', 'roles'])
    .where('id', '=', person)
    .where('state', '=', 'active')
    .executeTakeFirst()
  const held = account
    ? rolesAt({ grants: account.roles }, path).filter((one) => handlingRoles.includes(one))
    : []
  const fit = [role, wanted].find((one) => one !== undefined && held.includes(one)) ?? held[0]
  if (fit === undefined) throw runtimeError('incident.assignee', { assignee: person })
  return { role: fit, person }
}
