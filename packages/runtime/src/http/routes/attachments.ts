import { Type } from '@sinclair/typebox'
import { type Actor, maySee } from '../../access/actor.ts'
import { requirePermission } from '../../access/permission.ts'
import { runtimeError } from '../../errors.ts'
import { storable } from '../../store/json.ts'
import { type Api, sightOf } from '../api.ts'
import { type App, actorOfRequest } from '../app.ts'
import type { Services } from '../services.ts'
import { closed, defineShape } from '../shape.ts'
import { readableAttachment } from './attachment-access.ts'

export const AttachmentShape = defineShape(
  'Attachment',
  Type.Object({
    hash: Type.String({ description: 'sha256 of the content.' }),
    name: Type.String(),
    type: Type.String(),
    size: Type.Integer(),
  }),
)

const hashParams = Type.Object({ hash: Type.String({ pattern: '^[0-9a-f]{64}$' }) })

/** Photos and documents, by the hash of their content. */
export function attachmentRoutes(app: App, services: Api): void {
  const { store, attachments, now } = services
  const tags = ['attachments']
  const config = { resource: 'attachments' }

  app.post('/api/attachments', {
    config,
    schema: {
      tags,
      summary: 'Upload one file (multipart/form-data)',
      description:
        'JPEG, PNG, WebP or PDF, told by its bytes. It belongs to the community that is named, or to the one the account works in.',
      consumes: ['multipart/form-data'],
      querystring: closed({ community: Type.Optional(Type.String()) }),
      response: { 201: AttachmentShape.ref },
    },
    handler: async (request, reply) => {
      const actor = actorOfRequest(request)
      const place = await communityFor(services, actor, request.query.community)
      requirePermission(actor, 'attachments:write', place.uses)
      const part = request.isMultipart() ? await request.file() : undefined
      if (!part) throw runtimeError('attachment.missing', {})
      const name = storable(part.filename ?? '').slice(0, 200)
      const stored = await attachments.put(part.file, name, part.mimetype)
      const row = { ...stored, name, community: place.id, path: place.path, by: actor.account, at: now() }
      await store.db
        .insertInto('attachments')
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      return reply.code(201).send({ ...stored, name })
    },
  })

  app.get('/api/attachments/:hash', {
    config,
    schema: {
      tags,
      summary: 'The content of a file',
      description: 'For whoever uploaded it, or may read something that refers to it.',
      params: hashParams,
      produces: ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'],
    },
    handler: async (request, reply) => {
      const actor = actorOfRequest(request)
      const { hash } = request.params
      const row = await readableAttachment(services, await sightOf(services, request), actor, hash)
      if (!row) throw runtimeError('http.not-found', { resource: 'attachments', id: hash })
      return (
        reply
          .type(row.type)
          .header('content-length', row.size)
          .header('cache-control', 'private, max-age=31536000, immutable')
          // An upload is never a page of ours, whatever somebody wrote into it.
          .header('content-security-policy', "default-src 'none'; sandbox")
          .header('content-disposition', `inline; filename*=UTF-8''${encodeURIComponent(row.name)}`)
          .send(attachments.read(hash))
      )
    },
  })
}

interface Belonging {
  readonly id: string
  readonly path: string
  /** Where in it the account works: its roles count there. */
  readonly uses: string
}

/** The community an upload belongs to: the one named, or the only one the account has a role in. */
async function communityFor(
  { store }: Services,
  actor: Actor,
  named: string | undefined,
): Promise<Belonging> {
  const rows = await store.db.selectFrom('communities').select(['id', 'path']).orderBy('id').execute()
  const mine = rows.flatMap(({ id, path }) => {
    const grant = actor.grants.find((held) => held.path === path || held.path.startsWith(`${path}.`))
    if (grant) return [{ id, path, uses: grant.path }]
    return maySee(actor, path) ? [{ id, path, uses: path }] : []
  })
  const found = named === undefined ? mine[0] : mine.find((community) => community.id === named)
  if (found) return found
  throw runtimeError('http.not-found', { resource: 'communities', id: named ?? '' })
}
