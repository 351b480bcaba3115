import { randomUUID } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { type Duration, type Json, type Program, readDuration } from '@linli/kernel'
import { type Static, Type } from '@sinclair/typebox'
import type { Actor } from '../../access/actor.ts'
import { requirePermission } from '../../access/permission.ts'
import { runtimeError } from '../../errors.ts'
import { type Choice, chooseProgram, findReplayed } from '../../replay/choose-program.ts'
import type { ReplayJob } from '../../replay/jobs.ts'
import type { ReplayOrder } from '../../replay/order.ts'
import { fileWork, historyWork } from '../../replay/work.ts'
import { type Api, sightOf } from '../api.ts'
import { type App, actorOfRequest } from '../app.ts'
import { idParams } from '../find.ts'
import { labelsFor } from '../labels.ts'
import { pageSchema, parseTime } from '../list.ts'
import { AnyJson, AnyObject, closed } from '../shape.ts'
import { findVisible } from './installation-view.ts'
import { asRules, ReplayChangeShape, ReplayShape, toChanges, toReplay } from './replay-view.ts'

const stretch = {
  from: Type.Optional(
    Type.String({ maxLength: 40, description: 'Firings from this moment of event time on.' }),
  ),
  to: Type.Optional(Type.String({ maxLength: 40, description: 'Firings up to this moment.' })),
}
const configuration = Type.Optional(
  Type.Union([Type.Literal('draft'), Type.Integer({ minimum: 1 })], {
    description: 'The draft, or the number of a release.',
  }),
)

const Asked = closed({
  installation: Type.String({ minLength: 1, maxLength: 100 }),
  configuration,
  rules: Type.Optional(Type.Array(AnyJson, { maxItems: 500, description: 'Rules to run instead.' })),
  settings: Type.Optional(AnyObject),
  ...stretch,
})

const AskedOfFile = closed({
  installation: Type.String({ minLength: 1, maxLength: 100 }),
  configuration: Type.Optional(Type.Literal('draft', { description: 'Compare the draft with what runs.' })),
  lateness: Type.Optional(
    Type.String({ maxLength: 10, description: 'How late its observations may be: `0s`, `30s`, `5m`.' }),
  ),
  ...stretch,
})

const Page = closed({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 100 })),
  offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 5000, default: 0 })),
})

/** Rules tried on what happened: a job with progress that can be cancelled. */
export function replayRoutes(app: App, services: Api): void {
  const { store, replays, contracts, now, dataDir } = services
  const tags = ['replays']
  const config = { resource: 'installations' }

  async function allowed(actor: Actor, id: string) {
    const row = await findVisible(services, id, actor)
    requirePermission(actor, 'installations:write', row.path)
    return { path: row.path, installation: await findReplayed(store.db, row.id) }
  }

  function visible(actor: Actor, id: string): ReplayJob<ReplayOrder> {
    const job = replays.find(id)
    if (!job) throw runtimeError('replay.unknown', { id })
    requirePermission(actor, 'installations:write', job.order.path)
    return job
  }

  app.post('/api/replays', {
    config,
    schema: {
      tags,
      summary: 'Replay what is stored of an installation: as it ran, or with another version',
      description:
        'Without `configuration`, `rules` and `settings` it is folded as it ran and compared with what ran live; with any of them the two versions are compared firing by firing. Jobs run one at a time and are kept for a day.',
      body: Asked,
      response: { 202: ReplayShape.ref },
    },
    handler: async (request, reply) => {
      const actor = actorOfRequest(request)
      const { path: at, installation } = await allowed(actor, request.body.installation)
      const choice = choiceOf(request.body)
      const program = choice && (await chooseProgram(store.db, installation, choice))
      const order = {
        installation,
        path: at,
        account: actor.account,
        over: 'history',
        whatIf: program !== null,
      } as const
      const work = historyWork(store.db, {
        installation,
        program,
        stretch: stretchOf(request.body),
        now: now(),
      })
      return reply.code(202).send(toReplay(replays.start(order, work)))
    },
  })

  app.post('/api/replays/file', {
    config,
    schema: {
      tags,
      summary: 'Replay a file of JSON lines with the rules of an installation',
      description:
        'Each line an observation in the order of arrival (docs/replay.md), at most 20 MB. With `configuration=draft` the draft is compared with what runs.',
      consumes: ['application/x-ndjson'],
      querystring: AskedOfFile,
      body: Type.Uint8Array({ description: 'JSON lines.' }),
      response: { 202: ReplayShape.ref },
    },
    handler: async (request, reply) => {
      const actor = actorOfRequest(request)
      const asked = request.query
      const { path: at, installation } = await allowed(actor, asked.installation)
      const contract = contracts.contract(installation.plugin)
      if (!contract) throw runtimeError('plugin.unknown', { plugin: installation.plugin })
      const program = await chooseProgram(store.db, installation, {})
      const other = asked.configuration
        ? await chooseProgram(store.db, installation, { configuration: asked.configuration })
        : null
      const lateness = latenessOf(asked.lateness)
      const file = await keepFile(dataDir, request.body)
      const order = {
        installation,
        path: at,
        account: actor.account,
        over: 'file',
        whatIf: other !== null,
      } as const
      // A file has its own source: nothing is to wait for those of the community.
      const alone = (one: Program) => ({ ...one, sources: [] })
      const work = fileWork({
        file,
        contract,
        program: alone(program),
        other: other && alone(other),
        stretch: stretchOf(asked),
        lateness,
      })
      return reply.code(202).send(toReplay(replays.start(order, work)))
    },
  })

  app.get('/api/replays', {
    config,
    schema: {
      tags,
      summary: 'Replays that were asked for, newest first',
      response: { 200: pageSchema(ReplayShape.ref) },
    },
    handler: async (request) => {
      const actor = actorOfRequest(request)
      const items = replays.list().filter(({ order }) => order.account === actor.account)
      return { items: items.map(toReplay), total: items.length }
    },
  })

  app.get('/api/replays/:id', {
    config,
    schema: {
      tags,
      summary: 'A replay: how far it is, and what came out',
      params: idParams,
      response: { 200: ReplayShape.ref },
    },
    handler: async (request) => toReplay(visible(actorOfRequest(request), request.params.id)),
  })

  app.get('/api/replays/:id/changes', {
    config,
    schema: {
      tags,
      summary: 'What fired, or what another version changes',
      description: 'The first 5,000; the counts of the replay say how many there are.',
      params: idParams,
      querystring: Page,
      response: { 200: pageSchema(ReplayChangeShape.ref) },
    },
    handler: async (request) => {
      const job = visible(actorOfRequest(request), request.params.id)
      const { limit = 100, offset = 0 } = request.query
      const devices = job.changes.flatMap(({ effect }) =>
        effect.cause.device === null ? [] : [{ device: effect.cause.device }],
      )
      const labels = await labelsFor(store.db, devices)
      const items = toChanges(job, services, await sightOf(services, request), labels)
      return { items: items.slice(offset, offset + limit), total: items.length }
    },
  })

  app.delete('/api/replays/:id', {
    config,
    schema: { tags, summary: 'Cancel a replay', params: idParams, response: { 200: ReplayShape.ref } },
    handler: async (request) => {
      const job = visible(actorOfRequest(request), request.params.id)
      replays.cancel(job.id)
      return toReplay(job)
    },
  })
}

/** What is to run instead; null to replay as it ran. */
function choiceOf({ configuration, rules, settings }: Static<typeof Asked>): Choice | null {
  if (configuration === undefined && rules === undefined && settings === undefined) return null
  return {
    ...(configuration === undefined ? {} : { configuration }),
    ...(rules === undefined ? {} : { rules: asRules(rules) }),
    ...(settings === undefined ? {} : { settings: settings as Readonly<Record<string, Json>> }),
  }
}

function stretchOf({ from, to }: { readonly from?: string; readonly to?: string }) {
  return {
    from: from === undefined ? -Infinity : parseTime('from', from),
    to: to === undefined ? Infinity : parseTime('to', to),
  }
}

function latenessOf(text: string | undefined): number {
  const ms = text === undefined || text === '0s' ? 0 : readDuration(text as Duration, {})
  if (ms === null)
    throw runtimeError('replay.bad-option', { option: 'lateness', value: text ?? '', wanted: '0s, 30s, 5m' })
  return ms
}

async function keepFile(dataDir: string, body: Uint8Array): Promise<string> {
  const folder = path.join(dataDir, 'replays')
  await mkdir(folder, { recursive: true })
  const file = path.join(folder, `${randomUUID()}.jsonl`)
  await writeFile(file, body)
  return file
}
