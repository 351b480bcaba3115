import type { Json, Text } from '@linli/kernel'
import type { SourceSpec } from '@linli/sdk'
import { pointedAt } from './json-pointer.ts'
import { readJson } from './read-json.ts'
import { isRefusal, type Refusal, refuse } from './refusal.ts'
import type { StampedArrival, Unwrapped, Unwrapping } from './unwrapped.ts'

type HttpSpec = SourceSpec & { readonly kind: 'http' | 'http-poll' }

/** JSON over HTTP: pointers say where the device's address and the sender's event id stand, and what to split. */
export function unwrapHttpJson(spec: HttpSpec, arrival: StampedArrival): Unwrapping {
  const read = readJson(arrival)
  if (isRefusal(read)) return read
  if (spec.each === undefined) {
    const one = unwrapElement(spec, arrival, read.json, '')
    return isRefusal(one) ? one : [one]
  }
  const elements = pointedAt(read.json, spec.each)
  if (!Array.isArray(elements)) return missing(arrival, spec.each, { zh: '列表', en: 'a list' })
  const all: Unwrapped[] = []
  for (const [at, element] of elements.entries()) {
    const one = unwrapElement(spec, arrival, element as Json, `${spec.each}/${at}`)
    if (isRefusal(one)) return one
    all.push(one)
  }
  return all
}

function unwrapElement(
  spec: HttpSpec,
  arrival: StampedArrival,
  json: Json,
  path: string,
): Unwrapped | Refusal {
  const address = text(pointedAt(json, spec.address))
  if (address === null) return missing(arrival, path + spec.address, textOrNumber)
  const identity = spec.identity === undefined ? null : text(pointedAt(json, spec.identity))
  if (spec.identity !== undefined && identity === null) {
    return missing(arrival, path + spec.identity, textOrNumber)
  }
  const { channel, meta, stamp } = arrival
  return { address, identity, deviceTime: null, message: { channel, address, meta, json, arrival: stamp } }
}

function text(value: Json | undefined): string | null {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value : null
}

const textOrNumber: Text = { zh: '文本或数字', en: 'a text or a number' }

function missing({ source, channel }: StampedArrival, field: string, expected: Text): Refusal {
  return refuse('source.field', { source, channel, field, expected })
}
