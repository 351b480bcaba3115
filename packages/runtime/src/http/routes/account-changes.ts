import { type Role, roles } from '@linli/flow'
import { Type } from '@sinclair/typebox'
import type { Actor } from '../../access/actor.ts'
import { requirePermission } from '../../access/permission.ts'
import type { RoleGrant } from '../../store/tables/access.ts'
import { type App, actorOfRequest } from '../app.ts'
import { idParams, newId, placeById } from '../find.ts'
import type { Services } from '../services.ts'
import { choice, closed, defineShape, words } from '../shape.ts'
import { AccountShape, readAccount } from './accounts.ts'

export const NewAccountShape = defineShape(
  'NewAccount',
  Type.Object({
    account: AccountShape.ref,
    password: Type.String({ description: 'Good for one sign-in; shown this once.' }),
  }),
)

const Roles = Type.Array(
  closed({
    role: choice(roles),
    place: Type.String({ maxLength: 100, description: 'Id of the place; empty is everywhere.' }),
  }),
  { minItems: 1, maxItems: 50 },
)
const Name = words(100)

const NewAccount = closed({
  login: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._@-]{1,63}$' }),
  name: Name,
  lang: Type.Optional(choice(['zh', 'en'])),
  roles: Roles,
})

const AccountChange = closed({
  name: Type.Optional(Name),
  roles: Type.Optional(Roles),
  state: Type.Optional(choice(['active', 'disabled'])),
})

/** Makes and changes accounts: an administrator's work, of everywhere its roles count and will count. */
export function accountChangeRoutes(app: App, services: Services): void {
  const { store, accounts, now } = services
  const tags = ['accounts']
  const config = { resource: 'accounts' }

  /** The roles with their paths; refused unless the actor administers all these places. */
  async function grantsOf(
    actor: Actor,
    given: readonly { readonly role: Role; readonly place: string }[],
  ): Promise<RoleGrant[]> {
    const grants: RoleGrant[] = []
    for (const { role, place } of given) {
      const path = place === '' ? '' : (await placeById(store.db, actor, place)).path
      requirePermission(actor, 'accounts:write', path)
      grants.push({ role, path })
    }
    return grants
  }

  /** The account, where the actor administers all it has roles for. */
  async function administered(actor: Actor, id: string) {
    const account = await readAccount(store.db, actor, id)
    for (const { path } of account.roles) requirePermission(actor, 'accounts:write', path)
    return account
  }

  app.post('/api/accounts', {
    config: { ...config, unkept: true },
    schema: {
      tags,
      summary: 'Make an account; its one-time password is shown once',
      body: NewAccount,
      response: { 201: NewAccountShape.ref },
    },
    handler: async (request, reply) => {
      const actor = actorOfRequest(request)
      const { login, name, lang = 'zh' } = request.body
      const grants = await grantsOf(actor, request.body.roles)
      const id = newId(request, 'account')
      const input = { id, login, name, lang, roles: grants }
      const password = await accounts.create(input, { account: actor.account, at: now() })
      return reply.code(201).send({ account: await readAccount(store.db, actor, id), password })
    },
  })

  app.patch('/api/accounts/:id', {
    config,
    schema: {
      tags,
      summary: 'Rename, give other roles, disable',
      params: idParams,
      body: AccountChange,
      response: { 200: AccountShape.ref },
    },
    handler: async (request) => {
      const actor = actorOfRequest(request)
      const { id } = await administered(actor, request.params.id)
      const { roles: wanted, ...rest } = request.body
      const change = { ...rest, ...(wanted ? { roles: await grantsOf(actor, wanted) } : {}) }
      await accounts.update(id, change, { account: actor.account, at: now() })
      return readAccount(store.db, actor, id)
    },
  })

  app.post('/api/accounts/:id/password', {
    config: { ...config, unkept: true },
    schema: {
      tags,
      summary: 'Reset the password: a one-time one is shown once, and sessions end',
      params: idParams,
      response: { 200: NewAccountShape.ref },
    },
    handler: async (request) => {
      const actor = actorOfRequest(request)
      const { id } = await administered(actor, request.params.id)
      const password = await accounts.resetPassword(id, { account: actor.account, at: now() })
      return { account: await readAccount(store.db, actor, id), password }
    },
  })
}
