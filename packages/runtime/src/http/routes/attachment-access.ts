import { type Selectable, sql } from 'kysely'
import { type Actor, rolesAt } from '../../access/actor.ts'
import { maskBySchema } from '../../access/personal.ts'
import { isVisible } from '../../access/visible.ts'
import { runtimeError } from '../../errors.ts'
import type { Attachments } from '../../store/tables/scenario.ts'
import type { Api } from '../api.ts'
import type { Sight } from '../sight/sight.ts'

type Attachment = Selectable<Attachments>

/** A file that the actor uploaded, or that something refers to which they may read; null for any other. */
export async function readableAttachment(
  api: Api,
  sight: Sight,
  actor: Actor,
  hash: string,
): Promise<Attachment | null> {
  const rows = await api.store.db.selectFrom('attachments').selectAll().where('hash', '=', hash).execute()
  const own = rows.find((row) => row.by === actor.account)
  if (own) return own
  const [first = null] = rows
  const isShown = async () =>
    (await provesStep(api, sight, actor, hash)) ||
    (await standsInAnswers(api, sight, actor, hash)) ||
    (await standsInAlert(api, sight, actor, hash))
  return first && (await isShown()) ? first : null
}

/** Refuses files as evidence that whoever gives them may not read: a hash alone opens nothing. */
export async function requireReadable(
  api: Api,
  sight: Sight,
  actor: Actor,
  hashes: readonly string[],
): Promise<void> {
  for (const hash of hashes)
    if (!(await readableAttachment(api, sight, actor, hash)))
      throw runtimeError('attachment.unknown', { hash })
}

async function provesStep({ store }: Api, sight: Sight, actor: Actor, hash: string): Promise<boolean> {
  const found = await store.db
    .selectFrom('incidentEvents')
    .innerJoin('incidents', 'incidents.id', 'incidentEvents.incident')
    .select('incidents.id')
    .where(sql<boolean>`incident_events.evidence -> 'photos' @> ${JSON.stringify(hash)}::jsonb`)
    .where(isVisible(actor, 'incidents.path'))
    .where(sight.incidents)
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

/** Answers refer to it only where the actor reads the field it stands in. */
async function standsInAnswers(api: Api, sight: Sight, actor: Actor, hash: string): Promise<boolean> {
  const rows = await api.store.db
    .selectFrom('submissions')
    .innerJoin('installations', 'installations.id', 'submissions.installation')
    .selectAll('submissions')
    .select('installations.plugin')
    .where(sql<boolean>`submissions."values"::text like ${`%${hash}%`}`)
    .where(isVisible(actor, 'submissions.path'))
    .where(sight.submissions)
    .limit(20)
    .execute()
  return rows.some(({ plugin, form, values, path, by }) => {
    const schema = api.contracts.contract(plugin)?.forms[form]?.schema
    const shown = by === actor.account ? values : maskBySchema(schema, values, rolesAt(actor, path))
    return JSON.stringify(shown).includes(hash)
  })
}

async function standsInAlert({ store }: Api, sight: Sight, actor: Actor, hash: string): Promise<boolean> {
  const rows = await store.db
    .selectFrom('alerts')
    .leftJoin('incidents', 'incidents.id', 'alerts.incident')
    .select(['alerts.installation', 'alerts.rule', 'alerts.path', 'alerts.detail', 'incidents.owner'])
    .where(sql<boolean>`alerts.detail::text like ${`%${hash}%`}`)
    .where(isVisible(actor, 'alerts.path'))
    .where(sight.alerts)
    .limit(20)
    .execute()
  return rows.some((row) => JSON.stringify(sight.detail(row, row.detail, row.owner)).includes(hash))
}
