import { type Mask, masked } from './mask.ts'

/** C0 public, C1 internal, C2 personal, C3 sensitive personal, C4 most sensitive. */
export type DataClass = 'C0' | 'C1' | 'C2' | 'C3' | 'C4'

/** From this class on, that something was reported at all tells as much as what: it is left out, not masked. */
const hiddenFrom = 'C3'

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

/** The roles that read a class in full; null where everybody does. */
export function readersOf(dataClass: DataClass): readonly string[] | null {
  const allowed = readers[dataClass]
  return allowed === 'all' ? null : allowed
}

/** Whether rows of this class are left out for those who do not read it; below, their fields are masked. */
export function isHiddenClass(dataClass: DataClass): boolean {
  return dataClass >= hiddenFrom
}

/** Whether a class says something about a person. */
export function isPersonalClass(dataClass: DataClass): boolean {
  return dataClass >= 'C2'
}

/** The strictest of some classes; `C0` of none. */
export function strictest(classes: readonly DataClass[]): DataClass {
  return classes.toSorted().at(-1) ?? 'C0'
}

interface Noted {
  readonly data?: { readonly class: DataClass; readonly mask?: Mask }
  readonly properties?: Readonly<Record<string, unknown>>
  readonly items?: unknown
  readonly anyOf?: readonly unknown[]
}

/** The class a schema notes for the whole of its value; `C0` where it notes none. */
export function classOf(schema: unknown): DataClass {
  return (schema as Noted | null | undefined)?.data?.class ?? 'C0'
}

/** The strictest class that a schema notes anywhere within. */
export function classWithin(schema: unknown): DataClass {
  if (typeof schema !== 'object' || schema === null) return 'C0'
  const { properties = {}, items, anyOf = [] } = schema as Noted
  return strictest([classOf(schema), ...[...Object.values(properties), items, ...anyOf].map(classWithin)])
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
