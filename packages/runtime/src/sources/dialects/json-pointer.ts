import type { Json } from '@linli/kernel'

/** What a JSON pointer (RFC 6901) names, own fields only; undefined where there is nothing. */
export function pointedAt(json: Json, pointer: string): Json | undefined {
  if (pointer === '') return json
  if (!pointer.startsWith('/')) return undefined
  let at: Json | undefined = json
  for (const token of pointer.slice(1).split('/')) {
    if (typeof at !== 'object' || at === null) return undefined
    at = field(at, token.replaceAll('~1', '/').replaceAll('~0', '~'))
  }
  return at
}

function field(json: Json & object, name: string): Json | undefined {
  if (Array.isArray(json)) return /^(0|[1-9]\d*)$/.test(name) ? json[Number(name)] : undefined
  return Object.hasOwn(json, name) ? (json as Readonly<Record<string, Json>>)[name] : undefined
}
