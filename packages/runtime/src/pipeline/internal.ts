import type { Json } from '@linli/kernel'
import type { Roster } from '../installations/roster.ts'
import { readJson } from '../sources/dialects/read-json.ts'
import { isRefusal } from '../sources/dialects/refusal.ts'
import { type DeadLetter, type Message, type Observation, refuser } from './batch.ts'
import { doubtOf, fixEventTime } from './event-time.ts'
import { identityOf } from './observe.ts'
import { brief } from './shape.ts'

/** Sources that are the server's own: observations over the API, and submitted forms. */
export const internalSources = { api: 'api', forms: 'forms' } as const

/** What an integrator sends may be this late (ms) and still count. */
export const apiLateness = 10_000

/** Whether a message came in by the server's own doors: it names its device or form itself and needs no codec. */
export const isInternal = (entry: Message) =>
  entry.source === internalSources.api || entry.source === internalSources.forms

/** Reads messages of the API and of forms; refuses like the codec's way does. */
export function readInternal(entry: Message, roster: Roster, refused: DeadLetter[]): Observation[] {
  const json = readJson(entry)
  if (isRefusal(json)) return refuser(entry, refused)('dialect', json.code, json.params, null)
  const body = json.json as Readonly<Record<string, Json>>
  return entry.source === internalSources.forms
    ? submission(entry, body, roster, refused)
    : observation(entry, body, roster, refused)
}

function observation(
  entry: Message,
  body: Readonly<Record<string, Json>>,
  roster: Roster,
  refused: DeadLetter[],
): Observation[] {
  const refuse = refuser(entry, refused)
  const { device: id, name, value, time, identity } = body
  const device = roster.device(String(id))
  if (!device)
    return refuse('model', 'ingest.unknown-device', { address: String(id), source: entry.source }, String(id))
  const model = roster.scenario(device.plugin)?.models.get(device.modelName)
  const property = model?.properties.get(String(name))
  const check = property ?? model?.events.get(String(name))
  if (!check)
    return refuse(
      'model',
      'ingest.unknown-reading',
      { name: String(name), device: device.id, model: device.model },
      null,
      device.id,
    )
  const wrong = check(value as Json)
  if (wrong) {
    const params = {
      name: String(name),
      device: device.id,
      model: device.model,
      value: brief(value),
      reason: wrong,
    }
    return refuse('model', 'ingest.outside-model', params, null, device.id)
  }
  const said = typeof time === 'number' ? time : null
  const fixed = fixEventTime(said, entry.stamp, apiLateness)
  const doubt = doubtOf([said], entry.stamp, apiLateness)
  const own = typeof identity === 'string' ? `api|${device.id}|${identity}` : null
  return [
    {
      type: 'observation',
      stamp: entry.stamp,
      time: fixed.time,
      timeReason: fixed.reason,
      late: entry.stamp - fixed.time > apiLateness,
      ...(doubt === null ? null : { clock: doubt }),
      source: entry.source,
      id: own ?? `${entry.position}.0`,
      identity: own && identityOf(device.community, own),
      seq: 0,
      device: device.id,
      model: device.model,
      place: device.place,
      kind: property ? 'property' : 'event',
      name: String(name),
      value: value as Json,
      position: entry.position,
      ordinal: 0,
      community: device.community,
      path: device.path,
      installation: null,
    },
  ]
}

/** A submission was checked against its form when it came in; to rules it is the event `submitted` of that form. */
function submission(
  entry: Message,
  body: Readonly<Record<string, Json>>,
  roster: Roster,
  refused: DeadLetter[],
): Observation[] {
  const { submission: id, installation: installed, form, path, time, values } = body
  const installation = roster.installationById(String(installed))
  if (!installation)
    return refuser(entry, refused)('model', 'installation.unknown', { installation: String(installed) }, null)
  return [
    {
      type: 'observation',
      stamp: entry.stamp,
      time: Math.min(Number(time), entry.stamp),
      timeReason: 'device',
      late: false,
      source: entry.source,
      id: `form|${id}`,
      identity: identityOf(entry.community, `form|${id}`),
      seq: 0,
      device: `${installation.id}:form:${form}`,
      model: `${installation.plugin}/form:${form}`,
      place: null,
      kind: 'event',
      name: 'submitted',
      value: values ?? null,
      position: entry.position,
      ordinal: 0,
      community: entry.community,
      path: String(path),
      installation: installation.id,
    },
  ]
}
