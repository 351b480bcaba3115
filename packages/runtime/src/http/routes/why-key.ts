import type { Explanation, Said } from '@linli/kernel'
import { mayRead } from '../../access/personal.ts'
import { type PublicIds, virtualParts } from '../../access/public-id.ts'
import { runtimeError } from '../../errors.ts'
import type { RuleFacts } from '../sight/rule-facts.ts'

/**
 * The key that is meant by one as an alert shows it. A personal key as it is may be named only by who may read it:
 * whoever guessed one would be told whether they guessed right.
 */
export function meantKey(
  key: string,
  ids: PublicIds,
  facts: RuleFacts | undefined,
  roles: readonly string[],
): string {
  const meant = virtualParts(key) ? ids.meant(key) : key.startsWith('~') ? ids.open(key) : key
  const named = meant === key && facts !== undefined && !mayRead(roles, facts.keyClass)
  if (meant === null || named) throw runtimeError('http.not-found', { resource: 'keys', id: key })
  return meant
}

/** An explanation with the ids the API knows things by, and its key as it was asked for. */
export function withPublicIds(explanation: Explanation, ids: PublicIds, key: string): Explanation {
  const said = (one: Said): Said => ({
    ...one,
    observation: ids.mark(one.observation),
    device: ids.shown(one.device),
  })
  const { readings, firings, looked, late } = explanation
  return {
    ...explanation,
    key,
    looked: looked && said(looked),
    late: late && said(late),
    readings: readings.map((reading) => ({ ...reading, said: reading.said && said(reading.said) })),
    firings: firings.map((firing) => ({
      ...firing,
      effects: firing.effects.map(ids.mark),
      observation: firing.observation === null ? null : ids.mark(firing.observation),
      device: firing.device === null ? null : ids.shown(firing.device),
    })),
  }
}
