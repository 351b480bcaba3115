/** Milliseconds since 1970-01-01 UTC: every time in the store is one, as in the kernel and the journal. */
export type Millis = number

/** What every row that belongs to a community carries. */
export interface Scope {
  /** The community's id; for rows above communities (a city, the platform itself) the empty text. */
  community: string
  /** Place ids from city to room joined by `.`; a row is seen by whoever may see this path. */
  path: string
}
