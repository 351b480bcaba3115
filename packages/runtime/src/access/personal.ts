import { type Mask, masked } from './mask.ts'

/** C0 public, C1 internal, C2 personal, C3 sensitive personal, C4 most sensitive. */
type DataClass = 'C0' | 'C1' | 'C2' | 'C3' | 'C4'

/**
 * Who reads which class in full: those whose work is with the residents. Administrators run the platform and need
 * no personal data for it.
 */
const readers: Readonly<Record<DataClass, readonly string[] | 'all'>> = {
  C0: 'all',
  C1: 'all',
  C2: ['grid-worker', 'grid-leader', 'community-worker'],
  C3: ['grid-leader', 'community-worker'],
  C4: ['community-worker'],
}

/** Whether somebody with these roles at the row's place reads a class in full. */
export function mayRead(roles: readonly string[], dataClass: DataClass): boolean {
  const allowed = readers[dataClass]
  return allowed === 'all' || roles.some((role) => allowed.includes(role))
}

interface Noted {
  readonly data?: { readonly class: DataClass; readonly mask?: Mask }
  readonly properties?: Readonly<Record<string, unknown>>
  readonly items?: unknown
}

/** Masks what a schema's data notes mark as personal, wherever it stands in `value`. */
export function maskBySchema(schema: unknown, value: unknown, roles: readonly string[]): unknown {
  if (typeof schema !== 'object' || schema === null || value === null || value === undefined) return value
  const { data, properties, items } = schema as Noted
  if (data && !mayRead(roles, data.class)) return masked(value, data.mask ?? 'all')
  if (Array.isArray(value)) return items ? value.map((item) => maskBySchema(items, item, roles)) : value
  if (typeof value !== 'object' || !properties) return value
  const entries = Object.entries(value).map(([key, part]) => [
    key,
    maskBySchema(properties[key], part, roles),
  ])
  return Object.fromEntries(entries)
}
