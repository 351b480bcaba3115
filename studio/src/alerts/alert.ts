import type { Schemas } from '../api/client.ts'

/** A rule fired: as lists have it. */
export type AlertRow = Schemas['Alert']

/** One alert, with what the reader may do about it. */
export type AlertDetail = Schemas['AlertDetail']
