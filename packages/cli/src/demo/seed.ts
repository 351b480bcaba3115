import { hashPassword, json, type Server } from '@linli/runtime'
import { language } from '../language.ts'
import { demoCommunity } from './demo-community.ts'
import { placeAt } from './place.ts'

const root = demoCommunity.community
const community = placeAt(root)

/** Puts the demo community into an empty database; a database that has it already is left as it is. */
export async function seedDemo(server: Server): Promise<void> {
  const { store, services, roster } = server
  const known = await store.db
    .selectFrom('communities')
    .select('id')
    .where('id', '=', community)
    .executeTakeFirst()
  if (!known) {
    await seedPlacesAndPeople(server)
    await seedDevices(server)
    await server.refresh()
  }
  const by = { account: 'system', at: services.now() }
  for (const { plugin, settings, reference } of demoCommunity.installations) {
    const id = `wutong-${plugin}`
    if (roster.installationById(id)) continue
    await services.installations.create({ id, plugin, community, title: null }, by).catch(ignoreExisting)
    await services.installations.saveDraft(
      id,
      { settings, bindings: undefined, rules: undefined, version: null },
      by,
    )
    await services.installations.publish(id, language === 'zh' ? '演示' : 'demo', by)
    await seedReference(server, id, plugin, reference)
  }
}

/** A start that was cut off between the steps goes on where it stopped. */
function ignoreExisting(error: unknown): void {
  if ((error as { code?: unknown }).code !== 'installation.exists') throw error
}

async function seedReference(
  { services, roster }: Server,
  id: string,
  plugin: string,
  reference: (typeof demoCommunity.installations)[number]['reference'],
): Promise<void> {
  const by = { account: 'system', at: services.now() }
  for (const [table, rows] of Object.entries(reference)) {
    const field = roster.scenario(plugin)?.contract.reference[table]?.key ?? 'id'
    await services.installations.setReference(
      id,
      table,
      rows.map((row) => ({ key: String(row[field]), row })),
      by,
    )
  }
}

async function seedPlacesAndPeople({ store, services }: Server): Promise<void> {
  const at = services.now()
  const passwords = await Promise.all(demoCommunity.accounts.map((one) => hashPassword(one.password)))
  await store.transaction(async (trx) => {
    const place = demoCommunity.places.find((one) => one.path === root)
    await trx
      .insertInto('communities')
      .values({ id: community, path: root, name: place?.name[language] ?? community, createdAt: at })
      .execute()
    for (const { path, kind, name } of demoCommunity.places) {
      const parent = path.includes('.') ? placeAt(path.slice(0, path.lastIndexOf('.'))) : null
      const of = path === root || path.startsWith(`${root}.`) ? community : ''
      await trx
        .insertInto('places')
        .values({
          id: placeAt(path),
          community: of,
          path,
          parent,
          kind,
          name: name[language],
          lat: null,
          lng: null,
        })
        .execute()
    }
    for (const { id, name, phone } of demoCommunity.people) {
      const home = demoCommunity.relations.find((relation) => relation.person === id)
      await trx
        .insertInto('people')
        .values({ id, community, path: home?.place ?? root, name, phone, note: null, createdAt: at })
        .execute()
    }
    for (const [index, { person, place: home, kind }] of demoCommunity.relations.entries()) {
      await trx
        .insertInto('residences')
        .values({
          id: `residence-${index + 1}`,
          community,
          path: home,
          person,
          place: placeAt(home),
          relation: kind,
          from: null,
          until: null,
        })
        .execute()
    }
    for (const [index, account] of demoCommunity.accounts.entries()) {
      const { login, name, roles } = account
      await trx
        .insertInto('accounts')
        .values({
          id: `account-${login}`,
          login,
          name,
          passwordHash: passwords[index] ?? '',
          roles: json(roles.map((grant) => ({ role: grant.role, path: grant.place }))),
          lang: language,
          createdAt: at,
        })
        .onConflict((conflict) => conflict.column('login').doNothing())
        .execute()
    }
  })
}

async function seedDevices({ store, services, roster }: Server): Promise<void> {
  const at = services.now()
  await store.transaction(async (trx) => {
    for (const { id, kind, plugin, spec, name } of demoCommunity.sources) {
      const dialect = roster.scenario(plugin)?.contract.sources[spec]?.dialect ?? 'json'
      await trx
        .insertInto('sources')
        .values({
          id,
          community,
          path: root,
          name: name[language],
          kind,
          dialect,
          plugin,
          spec,
          config: json({}),
          createdAt: at,
        })
        .execute()
    }
    for (const { id, model, name, place, source, address } of demoCommunity.devices) {
      await trx
        .insertInto('devices')
        .values({
          id,
          community,
          path: place,
          model,
          name: name[language],
          place: placeAt(place),
          source,
          address,
          lastSeen: null,
          credentials: null,
          createdAt: at,
        })
        .execute()
    }
  })
}
