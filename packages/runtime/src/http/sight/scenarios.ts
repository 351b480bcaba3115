import type { Rule } from '@linli/kernel'
import type { Contract } from '@linli/sdk'
import type { Kysely } from 'kysely'
import type { Database } from '../../store/tables.ts'
import type { Contracts } from '../services.ts'
import { factsOf, type RuleFacts } from './rule-facts.ts'

/** An installation with the rules it has ever had, each as it stood last. */
export interface InstalledScenario {
  readonly id: string
  readonly plugin: string
  readonly contract: Contract
  readonly rules: ReadonlyMap<string, RuleFacts>
}

/** What is installed, as those who read must know it to see no more than they may. */
export interface Scenarios {
  readonly installed: ReadonlyMap<string, InstalledScenario>
  /** Every contract there is, also of plugins that are installed nowhere yet. */
  readonly contracts: readonly Contract[]
}

/** Reads what is installed; releases never change, so each is read once. */
export function createScenarios(db: Kysely<Database>, contracts: Contracts): { load(): Promise<Scenarios> } {
  const kept = new Map<string, { upTo: number; readonly rules: Map<string, Rule> }>()
  const facts = new WeakMap<Contract, WeakMap<Rule, RuleFacts>>()

  function factsFor(contract: Contract, rule: Rule): RuleFacts {
    const ofContract = facts.get(contract) ?? new WeakMap<Rule, RuleFacts>()
    facts.set(contract, ofContract)
    const found = ofContract.get(rule) ?? factsOf(contract, rule)
    ofContract.set(rule, found)
    return found
  }

  async function readReleases(): Promise<void> {
    const heads = await db
      .selectFrom('releases')
      .select((eb) => ['installation', eb.fn.max('number').as('number')])
      .groupBy('installation')
      .execute()
    for (const { installation, number } of heads) {
      const known = kept.get(installation) ?? { upTo: 0, rules: new Map<string, Rule>() }
      kept.set(installation, known)
      if (known.upTo < number) await readOn(installation, known)
    }
  }

  async function readOn(
    installation: string,
    known: { upTo: number; readonly rules: Map<string, Rule> },
  ): Promise<void> {
    const rows = await db
      .selectFrom('releases')
      .select(['number', 'config'])
      .where('installation', '=', installation)
      .where('number', '>', known.upTo)
      .orderBy('number')
      .execute()
    for (const { number, config } of rows) {
      const { rules = [] } = config as { readonly rules?: readonly Rule[] }
      for (const rule of rules) known.rules.set(rule.id, rule)
      known.upTo = Math.max(known.upTo, number)
    }
  }

  return {
    async load() {
      await readReleases()
      const plugins = await db.selectFrom('plugins').select('id').distinct().execute()
      const rows = await db.selectFrom('installations').select(['id', 'plugin']).execute()
      const installed = rows.flatMap(({ id, plugin }) => {
        const contract = contracts.contract(plugin)
        if (!contract) return []
        const published = kept.get(id)?.rules ?? new Map<string, Rule>()
        const all = new Map([...contract.rules.map((rule) => [rule.id, rule] as const), ...published])
        const rules = new Map([...all].map(([name, rule]) => [name, factsFor(contract, rule)]))
        return [[id, { id, plugin, contract, rules }] as const]
      })
      return {
        installed: new Map(installed),
        contracts: plugins.flatMap(({ id }) => contracts.contract(id) ?? []),
      }
    },
  }
}
