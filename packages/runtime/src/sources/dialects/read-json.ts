import { isUtf8 } from 'node:buffer'
import type { Json, Text } from '@linli/kernel'
import type { Arrival } from '../../journal/journal.ts'
import type { Refusal } from './refusal.ts'
import { refuse } from './refusal.ts'

/** Bounds of a JSON body, checked on the bytes before anything is parsed. */
export const jsonLimits = { bytes: 1024 * 1024, depth: 32, values: 100_000 } as const

/** The JSON of a body within the limits, or the refusal that names the source and the channel. */
export function readJson(arrival: Arrival): { readonly json: Json } | Refusal {
  const { source, channel, body } = arrival
  const size = body.byteLength
  if (size > jsonLimits.bytes)
    return oversize(arrival, { zh: '字节数', en: 'size in bytes' }, size, jsonLimits.bytes)
  if (!isUtf8(body))
    return refuse('source.unparseable', {
      source,
      channel,
      reason: { zh: '不是 UTF-8 文本', en: 'it is not UTF-8' },
    })
  const { depth, values } = measure(body)
  if (depth > jsonLimits.depth)
    return oversize(arrival, { zh: '嵌套层数', en: 'nesting depth' }, depth, jsonLimits.depth)
  if (values > jsonLimits.values)
    return oversize(arrival, { zh: '值的个数', en: 'number of values' }, values, jsonLimits.values)
  return parse(arrival)
}

function parse({ source, channel, body }: Arrival): { readonly json: Json } | Refusal {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8')
  try {
    const json = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text) as Json
    if (mayNameProto(text) && namesProto(json)) {
      return refuse('source.unparseable', {
        source,
        channel,
        reason: { zh: '含有名为 __proto__ 的字段', en: 'a field is named __proto__' },
      })
    }
    return { json }
  } catch (error) {
    return refuse('source.unparseable', { source, channel, reason: notJson(error as SyntaxError, text) })
  }
}

/** Where the text stops being JSON, as far as the parser says. */
function notJson({ message }: SyntaxError, text: string): Text {
  const place = /at position (\d+)/.exec(message)?.[1]
  if (text.trim() === '') return { zh: '内容为空', en: 'it is empty' }
  if (message.startsWith('Unexpected end') || Number(place) >= text.length)
    return { zh: '不是完整的 JSON，中途断开', en: 'it is JSON that breaks off' }
  const [zh, en] =
    place === undefined
      ? ['', '']
      : [`（第 ${Number(place) + 1} 个字符处）`, ` (at character ${Number(place) + 1})`]
  return { zh: `不是 JSON${zh}`, en: `it is not JSON${en}` }
}

function oversize({ source, channel }: Arrival, what: Text, size: number, limit: number): Refusal {
  return refuse('source.oversize', { source, channel, what, size, limit })
}

const quote = 0x22
const backslash = 0x5c

/** Nesting and element count without parsing: `JSON.parse` itself takes any depth and dies elsewhere. */
function measure(body: Uint8Array): { depth: number; values: number } {
  let depth = 0
  let deepest = 0
  let values = 1
  let quoted = false
  for (let at = 0; at < body.length; at++) {
    const byte = body[at]
    if (quoted) {
      if (byte === backslash) at++
      else if (byte === quote) quoted = false
    } else if (byte === quote) quoted = true
    else if (byte === 0x2c) values++
    else if (byte === 0x5b || byte === 0x7b) deepest = Math.max(deepest, ++depth)
    else if (byte === 0x5d || byte === 0x7d) depth--
  }
  return { depth: deepest, values }
}

/** A cheap look that never misses: the name, or an escape that could spell it. */
function mayNameProto(text: string): boolean {
  return text.includes('__proto__') || text.includes('\\u')
}

function namesProto(json: Json): boolean {
  if (typeof json !== 'object' || json === null) return false
  if (Object.hasOwn(json, '__proto__')) return true
  return Object.values(json).some(namesProto)
}
