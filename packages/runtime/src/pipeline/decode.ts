import type { Json } from '@linli/kernel'
import type { VendorHost } from '@linli/sandbox'
import type { CodecMessage, Decoding, Reading } from '@linli/sdk'
import type { Roster, RosterDevice, RosterSource } from '../installations/roster.ts'
import { pointedAt } from '../sources/dialects/json-pointer.ts'
import { isRefusal } from '../sources/dialects/refusal.ts'
import { unwrap } from '../sources/dialects/unwrap.ts'
import { type DeadLetter, type Message, refuser } from './batch.ts'
import { guestReason } from './guest-reason.ts'

/** A reading with everything that is known about where it came from. */
export interface Decoded {
  readonly entry: Message
  readonly source: RosterSource
  readonly device: RosterDevice
  readonly reading: Reading
  /** The envelope's identity and time, where the reading has none of its own. */
  readonly identity: string | null
  readonly deviceTime: number | null
  /** Order within the message. */
  readonly ordinal: number
}

const noList = { zh: '它没有返回上报数据列表', en: 'it did not return a list of readings' }

type Mapping = Extract<Decoding, { readonly map: unknown }>['map']

interface Pending {
  readonly entry: Message
  readonly source: RosterSource
  readonly device: RosterDevice
  readonly message: CodecMessage
  readonly identity: string | null
  readonly deviceTime: number | null
  readonly decoding: Decoding
}

/** From bytes to readings: the dialect unwraps in the core, the codec runs in the vendor's worker. */
export async function decode(
  entries: readonly Message[],
  roster: Roster,
  vendor: VendorHost,
  refused: DeadLetter[],
): Promise<Decoded[]> {
  const pending = entries.flatMap((entry) => open(entry, roster, refused))
  const readings = await runCodecs(pending, vendor, refused)
  return pending.flatMap((one, index) => address(one, readings[index] ?? [], roster, refused))
}

/** Unwraps the envelope and finds the device and its codec. */
function open(entry: Message, roster: Roster, refused: DeadLetter[]): Pending[] {
  const refuse = refuser(entry, refused)
  const source = roster.source(entry.source)
  if (!source) return refuse('dialect', 'ingest.unknown-source', { source: entry.source }, entry.address)
  const unwrapped = unwrap(source.spec, entry, source.config)
  if (isRefusal(unwrapped)) return refuse('dialect', unwrapped.code, unwrapped.params, entry.address)
  return unwrapped.flatMap(({ address, identity, deviceTime, message }) => {
    const device = roster.deviceAt(source.id, address)
    if (!device) return refuse('dialect', 'ingest.unknown-device', { address, source: source.id }, address)
    const model = roster.scenario(device.plugin)?.contract.devices[device.modelName]
    const decoding = model?.decode?.find((one) => one.source === source.specKey)
    if (!decoding) {
      return refuse(
        'dialect',
        'ingest.no-codec',
        { device: device.id, model: device.model, source: source.specKey },
        address,
        device.id,
      )
    }
    return [{ entry, source, device, message, identity, deviceTime, decoding }]
  })
}

/** One call per plugin and codec; outcomes come back in the order of `pending`. */
async function runCodecs(
  pending: readonly Pending[],
  vendor: VendorHost,
  refused: DeadLetter[],
): Promise<(readonly Reading[])[]> {
  const results: (readonly Reading[])[] = new Array(pending.length)
  const groups = new Map<string, number[]>()
  pending.forEach((one, index) => {
    if ('map' in one.decoding) {
      results[index] = readMap(one.decoding.map, one.message)
      return
    }
    const path = `${one.device.plugin}\n${one.decoding.codec}`
    const group = groups.get(path)
    if (group) group.push(index)
    else groups.set(path, [index])
  })
  await Promise.all(
    [...groups].map(async ([path, indexes]) => {
      const [plugin = '', codec = ''] = path.split('\n')
      const items = indexes.map((index) => pending[index]?.message)
      const outcomes = await vendor.call(
        plugin,
        `codecs.${codec}`,
        items,
        pending[indexes[0] ?? 0]?.entry.stamp ?? 0,
      )
      indexes.forEach((index, at) => {
        const one = pending[index] as Pending
        const outcome = outcomes[at]
        const readings = outcome?.ok ? asReadings(outcome.value) : null
        if (readings) results[index] = readings
        else {
          const reason = outcome?.ok === false ? guestReason(outcome.error) : noList
          refuser(one.entry, refused)(
            'codec',
            'ingest.codec-failed',
            { plugin, codec, device: one.device.id, reason },
            one.message.address,
            one.device.id,
          )
          results[index] = []
        }
      })
    }),
  )
  return results
}

/** A mapping is data: JSON pointers into the body, with an optional table of values. */
function readMap(map: Mapping, message: CodecMessage): Reading[] {
  return Object.entries(map).flatMap(([name, rule]) => {
    const pointer = typeof rule === 'string' ? rule : rule.from
    const found = message.json === undefined ? undefined : pointedAt(message.json, pointer)
    if (found === undefined || found === null) return []
    const values = typeof rule === 'string' ? undefined : rule.values
    if (!values) return [{ name, value: found }]
    const mapped = values[String(found)]
    return [{ name, value: mapped === undefined ? found : mapped }]
  })
}

/** A codec's answer is foreign: only the known fields of the right types are taken over. */
function asReadings(value: unknown): Reading[] | null {
  if (!Array.isArray(value) || value.length > 1000) return null
  const readings: Reading[] = []
  for (const item of value) {
    if (
      typeof item !== 'object' ||
      item === null ||
      typeof item.name !== 'string' ||
      item.value === undefined
    )
      return null
    readings.push({
      name: item.name,
      value: item.value as Json,
      ...(typeof item.time === 'number' ? { time: item.time } : {}),
      ...(typeof item.address === 'string' ? { address: item.address } : {}),
      ...(typeof item.identity === 'string' ? { identity: item.identity } : {}),
    })
  }
  return readings
}

/** A reading may speak for another device of the same source (a gateway, a platform). */
function address(
  one: Pending,
  readings: readonly Reading[],
  roster: Roster,
  refused: DeadLetter[],
): Decoded[] {
  const { entry, source, identity, deviceTime } = one
  return readings.flatMap((reading, ordinal) => {
    const device = reading.address === undefined ? one.device : roster.deviceAt(source.id, reading.address)
    if (device) return [{ entry, source, device, reading, identity, deviceTime, ordinal }]
    return refuser(entry, refused)(
      'codec',
      'ingest.unknown-device',
      { address: reading.address ?? '', source: source.id },
      reading.address ?? null,
    )
  })
}
