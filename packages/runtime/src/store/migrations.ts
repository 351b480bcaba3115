import type { Kysely } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { runtimeError } from '../errors.ts'
import { places } from './migrations/0001-places.ts'
import { access } from './migrations/0002-access.ts'
import { scenarios } from './migrations/0003-scenarios.ts'
import { devices } from './migrations/0004-devices.ts'
import { handling } from './migrations/0005-handling.ts'
import { charging } from './migrations/0006-charging.ts'
import { series } from './migrations/0007-series.ts'
import { pluginBundles } from './migrations/0008-plugin-bundles.ts'
import { oneTimePassword } from './migrations/0009-one-time-password.ts'
import { attachmentOwners } from './migrations/0010-attachment-owners.ts'

/** Every step from an empty database to the tables of today, in order; a published step never changes. */
const migrations: Readonly<Record<string, Migration>> = {
  '0001-places': places,
  '0002-access': access,
  '0003-scenarios': scenarios,
  '0004-devices': devices,
  '0005-handling': handling,
  '0006-charging': charging,
  '0007-series': series,
  '0008-plugin-bundles': pluginBundles,
  '0009-one-time-password': oneTimePassword,
  '0010-attachment-owners': attachmentOwners,
}

/** Brings the database to the tables of today; does nothing where it is there already. */
export async function migrate<Tables>(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const { error, results } = await migrator.migrateToLatest()
  if (error === undefined) return
  const failed = results?.find((result) => result.status === 'Error')
  throw runtimeError(
    'store.migration',
    { step: failed?.migrationName ?? '?', reason: error instanceof Error ? error.message : String(error) },
    { cause: error },
  )
}
