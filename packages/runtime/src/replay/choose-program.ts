import { checkProgram, type Json, type Program, type Rule } from '@linli/kernel'
import type { Contract } from '@linli/sdk'
import type { Kysely } from 'kysely'
import { runtimeError } from '../errors.ts'
import { type Configuration, defaultConfiguration, toProgram } from '../installations/config.ts'
import { loadRoster } from '../installations/roster.ts'
import { compileShape } from '../pipeline/shape.ts'
import type { Database } from '../store/tables.ts'

/** What to run instead of what ran: everything that is not named stays as it was. */
export interface Choice {
  /** The draft or a release; without it, the release in force. */
  readonly configuration?: 'draft' | number
  readonly rules?: readonly Rule[]
  /** Laid over the settings there are. */
  readonly settings?: Readonly<Record<string, Json>>
}

/** An installation with what a replay of it needs. */
export interface Replayed {
  readonly id: string
  readonly plugin: string
  readonly community: string
  readonly draft: Configuration
  readonly release: number
}

/** Finds an installation that ran; names those there are where it is not among them. */
export async function findReplayed(db: Kysely<Database>, id: string): Promise<Replayed> {
  const rows = await db.selectFrom('installations').selectAll().orderBy('id').execute()
  const row = rows.find((one) => one.id === id)
  if (!row) {
    const known = rows.map((one) => one.id).join(', ') || '-'
    throw runtimeError('replay.unknown-installation', { installation: id, known })
  }
  if (row.release === null) throw runtimeError('replay.never-ran', { installation: id })
  return { ...row, draft: row.draft as Configuration, release: row.release }
}

/** The program of an installation for a choice, checked as publishing would. */
export async function chooseProgram(
  db: Kysely<Database>,
  installation: Replayed,
  choice: Choice,
): Promise<Program> {
  const roster = await loadRoster(db)
  const contract = roster.scenario(installation.plugin)?.contract
  if (!contract) throw runtimeError('plugin.unknown', { plugin: installation.plugin })
  const sources = roster
    .sources()
    .filter((one) => one.community === installation.community && one.plugin === installation.plugin)
    .map((one) => one.id)
  const base = await configurationOf(db, installation, choice.configuration ?? installation.release)
  const number = typeof choice.configuration === 'number' ? choice.configuration : installation.release + 1
  return programOf(contract, base, choice, number, sources)
}

/** The program of a contract's own rules and settings, changed as chosen. */
export function defaultProgram(contract: Contract, choice: Pick<Choice, 'rules' | 'settings'>): Program {
  return programOf(contract, defaultConfiguration(contract), choice, 1, [])
}

function programOf(
  contract: Contract,
  base: Configuration,
  { rules = base.rules, settings }: Pick<Choice, 'rules' | 'settings'>,
  release: number,
  sources: readonly string[],
): Program {
  const config = { ...base, rules, settings: { ...base.settings, ...settings } }
  const program = toProgram(contract, config, release, sources)
  const wrong = compileShape(contract.settings)(config.settings)
  const problems = [
    ...(wrong ? [{ path: 'settings', problem: wrong.en }] : []),
    ...checkProgram(program).map(({ rule, at, code }) => ({ path: `rules.${rule}.${at}`, problem: code })),
  ]
  if (problems[0]) throw runtimeError('replay.problems', { count: problems.length, ...problems[0] })
  return program
}

async function configurationOf(
  db: Kysely<Database>,
  { id, draft }: Replayed,
  which: 'draft' | number,
): Promise<Configuration> {
  if (which === 'draft') return draft
  const row = await db
    .selectFrom('releases')
    .select('config')
    .where('installation', '=', id)
    .where('number', '=', which)
    .executeTakeFirst()
  if (!row) throw runtimeError('installation.no-release', { installation: id, release: which })
  return row.config as Configuration
}
