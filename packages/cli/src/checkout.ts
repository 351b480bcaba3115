import { globSync } from 'node:fs'
import path from 'node:path'

/** The folder that holds `packages/`, `plugins/` and `studio/`. */
export const checkout = path.resolve(import.meta.dirname, '../../..')

/** The folders of the plugins that come with it. */
export function ownPlugins(): string[] {
  return globSync('plugins/*/package.json', { cwd: checkout }).map((file) =>
    path.join(checkout, path.dirname(file)),
  )
}
