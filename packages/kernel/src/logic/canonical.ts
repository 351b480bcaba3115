import type { Json } from '../rule.ts'

/** The one text of a JSON value: names sorted by code unit, no spaces. Equal values have equal texts, byte for byte. */
export function canonical(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item ?? null)).join(',')}]`
  const fields = value as { readonly [name: string]: Json | undefined }
  const parts: string[] = []
  for (const name of Object.keys(fields).sort()) {
    const field = fields[name]
    if (field !== undefined) parts.push(`${JSON.stringify(name)}:${canonical(field)}`)
  }
  return `{${parts.join(',')}}`
}
