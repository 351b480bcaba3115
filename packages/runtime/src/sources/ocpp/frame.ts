import type { Json, Text } from '@linli/kernel'

/** An OCPP-J message as it stands on the wire. */
export type Frame =
  | { readonly type: 'call'; readonly id: string; readonly action: string; readonly payload: Json }
  | { readonly type: 'result'; readonly id: string; readonly payload: Json }
  | { readonly type: 'error'; readonly id: string; readonly errorCode: string; readonly reason: string }
  | { readonly type: 'malformed'; readonly id: string; readonly reason: Text }

/** The longest message id OCPP allows. */
const longestId = 36

const noId: Text = { zh: '没有不超过 36 个字符的消息编号', en: 'no message id of at most 36 characters' }
const noKind: Text = {
  zh: '不是 CALL、CALLRESULT 或 CALLERROR',
  en: 'not a CALL, CALLRESULT or CALLERROR',
}

/** Reads the array of a message; whatever is not one of the three kinds is `malformed`, with its id where it had one. */
export function readFrame(json: Json): Frame {
  if (!Array.isArray(json))
    return { type: 'malformed', id: '-1', reason: { zh: '不是 JSON 数组', en: 'not an array' } }
  const [kind, id, third, fourth] = json as readonly Json[]
  if (typeof id !== 'string' || id === '' || id.length > longestId) {
    return { type: 'malformed', id: '-1', reason: noId }
  }
  if (kind === 2 && typeof third === 'string' && json.length === 4 && isObject(fourth)) {
    return { type: 'call', id, action: third, payload: fourth }
  }
  if (kind === 3 && json.length === 3) return { type: 'result', id, payload: third ?? null }
  if (kind === 4 && typeof third === 'string') {
    return { type: 'error', id, errorCode: third, reason: typeof fourth === 'string' ? fourth : '' }
  }
  return { type: 'malformed', id, reason: noKind }
}

function isObject(json: Json | undefined): json is { readonly [name: string]: Json } {
  return typeof json === 'object' && json !== null && !Array.isArray(json)
}

/** `[2, id, action, payload]` */
export function callFrame(id: string, action: string, payload: unknown): string {
  return JSON.stringify([2, id, action, payload])
}

/** `[3, id, payload]` */
export function resultFrame(id: string, payload: unknown): string {
  return JSON.stringify([3, id, payload])
}

/** `[4, id, code, description, {}]` */
export function errorFrame(id: string, errorCode: string, reason: string): string {
  return JSON.stringify([4, id, errorCode, reason.slice(0, 255), {}])
}
