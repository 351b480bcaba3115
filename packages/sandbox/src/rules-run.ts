import { answerLines, type LineGroups } from './answer-lines.ts'
import { loadRulesScript } from './artifacts/artifacts.ts'
import { errorLine } from './codec-run.ts'
import type { Tier } from './process/launch.ts'
import { createVendorHost } from './vendor/vendor-host.ts'

/** What to evaluate, and how. */
export interface RulesRunOptions {
  /** JSON texts `{"logic":…,"data":…}`, in groups as they arrived; empty lines are passed over. */
  readonly lines: LineGroups
  /** Plain JSONLogic instead of three values. */
  readonly standard: boolean
  readonly minimumTier?: Tier
}

const plugin = 'rules'
const never = 1_000_000

/**
 * Evaluates JSONLogic in the sandbox, line by line: yields `{"result":…}`, `{"result":null,"unknown":true}` or
 * `{"error":{"code":…}}`. The logic is data, our kernel the code; still it runs where it can harm nobody.
 */
export async function* runRules({ lines, standard, minimumTier }: RulesRunOptions): AsyncGenerator<string> {
  await using host = await createVendorHost({
    ...(minimumTier === undefined ? {} : { minimumTier }),
    limits: { strikes: never },
  })
  await host.load({ plugin, version: '0', domain: 'local', script: await loadRulesScript() })
  const path = `functions.${standard ? 'standard' : 'threeValued'}`
  yield* answerLines(lines, async (batch) => {
    const outcomes = await host.call(plugin, path, batch, 0)
    return outcomes.map((outcome) => (outcome.ok ? String(outcome.value) : errorLine(outcome.error)))
  })
}
