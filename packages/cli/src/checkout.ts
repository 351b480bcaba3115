import path from 'node:path'

/** The folder that holds `packages/`, `plugins/` and `studio/`. */
export const checkout = path.resolve(import.meta.dirname, '../../..')
