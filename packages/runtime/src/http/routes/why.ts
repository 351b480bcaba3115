import { type Explanation, type Key, sentences } from '@linli/kernel'
import { Type } from '@sinclair/typebox'
import { type Actor, maySee, rolesAt } from '../../access/actor.ts'
import { runtimeError } from '../../errors.ts'
import { explainApart } from '../../why/explain-apart.ts'
import { maskExplanation } from '../../why/mask-explanation.ts'
import { readControls, readHorizon } from '../../why/read-horizon.ts'
import { wordingOf } from '../../why/wording.ts'
import { type Api, sightOf } from '../api.ts'
import { type App, actorOfRequest } from '../app.ts'
import { findOne, idParams, placeById } from '../find.ts'
import { labelsFor } from '../labels.ts'
import { parseTime } from '../list.ts'
import { closed } from '../shape.ts'
import { findVisible } from './installation-view.ts'
import { meantKey, withPublicIds } from './why-key.ts'
import { toWhy, WhyShape } from './why-shape.ts'

const Asked = closed({
  rule: Type.String({ minLength: 1, maxLength: 100 }),
  key: Type.String({
    minLength: 1,
    maxLength: 200,
    description:
      'As an alert shows it: a device, a place, `community`, or the value of the field that is the rule’s key; `~…` where that is personal.',
  }),
  at: Type.Optional(Type.String({ maxLength: 40, description: 'Event time; now where it is left out.' })),
})

/** Why a rule fired for a key at a moment, or why not, from what is stored. */
export function whyRoutes(app: App, services: Api): void {
  const { store, contracts, ids, now } = services
  app.get('/api/installations/:id/why', {
    config: { resource: 'installations' },
    schema: {
      tags: ['installations'],
      summary: 'Why a rule fired for a key at a moment, or why not',
      description:
        'Folds the stored log up to the moment and tells what the verdict rests on: the condition part by part, what was read and by whom it was said, running timers, windows, and for numbers the nearest value that would have turned it.',
      params: idParams,
      querystring: Asked,
      response: { 200: WhyShape.ref },
    },
    handler: async (request) => {
      const actor = actorOfRequest(request)
      const row = await findVisible(services, request.params.id, actor)
      const { rule, at } = request.query
      const sight = await sightOf(services, request)
      if (!sight.asks({ installation: row.id, rule, path: row.path }))
        throw runtimeError('why.no-rule', { installation: row.id, rule })
      const roles = rolesAt(actor, row.path)
      const key = meantKey(request.query.key, ids, sight.rule(row.id, rule), roles)
      const question = {
        installation: row.id,
        rule,
        key,
        at: at === undefined ? now() : parseTime('querystring/at', at),
      }
      const controls = await readControls(store.db, row, question)
      if (controls.keys.length === 0) throw runtimeError('why.no-rule', { installation: row.id, rule })
      const path = await pathOfKey(services, actor, row.path, key, controls.keys)
      const horizon = await readHorizon(store.db, row.community, controls, question)
      const found = await explainApart({ records: horizon.records, question })
      const contract = contracts.contract(row.plugin)
      const masked = maskExplanation(found, contract, rolesAt(actor, path))
      const shown = withPublicIds(masked, ids, request.query.key)
      const labels = await labelsFor(
        store.db,
        devicesIn(found).map((device) => ({ device })),
      )
      const say = (language: 'zh' | 'en') =>
        sentences(
          shown,
          language,
          wordingOf(contract, language, (id) => sight.deviceName(labels, ids.meant(id), path) ?? id),
        )
      const { observations, complete, from } = horizon
      return {
        ...toWhy(shown),
        sentences: { zh: say('zh'), en: say('en') },
        horizon: { observations, complete, from: from === null ? null : new Date(from).toISOString() },
      }
    },
  })
}

/** Where the key lies; refuses like something that is not there what the actor may not see. */
async function pathOfKey(
  { store }: Api,
  actor: Actor,
  path: string,
  key: string,
  keys: readonly Key[],
): Promise<string> {
  if (!maySee(actor, path)) {
    if (keys.every((one) => one === 'device'))
      return (await findOne(store.db.selectFrom('devices').select(['id', 'path']), 'devices', key, actor))
        .path
    if (keys.every((one) => one === 'place')) return (await placeById(store.db, actor, key)).path
    throw runtimeError('http.not-found', { resource: 'keys', id: key })
  }
  return path
}

function devicesIn({ readings, looked, late }: Explanation): string[] {
  return [looked, late, ...readings.map(({ said }) => said)].flatMap((said) => (said ? [said.device] : []))
}
