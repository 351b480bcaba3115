export type { Change, ChangesOptions } from './changes.ts'
export { type Client, type ClientOptions, createClient } from './client.ts'
export { LinliError, unwrap } from './error.ts'
export type { components, operations, paths } from './generated/api.ts'
