import type { Json } from '@linli/kernel'

/** What a JSON pointer (RFC 6901) names, own fields only; undefined where there is nothing. */
export function pointedAt(json: Json, pointer: string): Json | undefined {
  let at: Json | undefined = json
  for (const token of pointer.split('/').slice(1)) {
    if (typeof at !== 'object' || at === null) return undefined
    const name = token.replaceAll('~1', '/').replaceAll('~0', '~')
    at = Object.hasOwn(at, name) ? (at as Readonly<Record<string, Json>>)[name] : undefined
  }
  return at
}
