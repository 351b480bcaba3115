interface Transaction {
  readonly transaction: string
  readonly state: 'charging' | 'finished'
  readonly connector?: string
  readonly tag?: string
  /** ISO 8601, UTC. */
  readonly startedAt?: string
  readonly stoppedAt?: string
  /** Meter at the start and the highest reading since, Wh. */
  readonly meterStart?: number
  readonly meter?: number
  /** Wh; known once both ends of the meter are. */
  readonly energy?: number
  /** W, and when it was measured. */
  readonly power?: number
  readonly measuredAt?: string
  readonly reason?: string
}

interface TransactionInput {
  readonly name: 'started' | 'metered' | 'stopped'
  readonly time: number
  readonly value: Told
}

interface Told {
  readonly transaction: string
  readonly at: string
  readonly connector?: string
  readonly tag?: string
  readonly meter?: number
  readonly power?: number
  readonly reason?: string
}

/**
 * One charging transaction, from whatever part of it is told first: stations keep what they could not deliver and send
 * it later, in any order and more than once. What is told only ever fills in or moves forward.
 */
export function transaction(given: {
  readonly state: Transaction | null
  readonly input: TransactionInput
}): { readonly state: Transaction } | null {
  const { input } = given
  const before = given.state ?? { transaction: input.value.transaction, state: 'charging' }
  const told = tell(before, input)
  const state = { ...told, ...energyOf(told) }
  return given.state !== null && same(state, given.state) ? null : { state }
}

function tell(before: Transaction, { name, value }: TransactionInput): Transaction {
  switch (name) {
    case 'started':
      return {
        ...before,
        ...(value.connector !== undefined && { connector: value.connector }),
        ...(value.tag !== undefined && { tag: value.tag }),
        ...(value.meter !== undefined && { meterStart: value.meter }),
        startedAt: value.at,
      }
    case 'metered':
      return {
        ...before,
        ...(value.connector !== undefined && { connector: value.connector }),
        ...highest(before.meter, value.meter),
        ...newestPower(before, value),
      }
    case 'stopped':
      return {
        ...before,
        state: 'finished',
        stoppedAt: value.at,
        reason: value.reason ?? '',
        ...highest(before.meter, value.meter),
      }
  }
}

function highest(known: number | undefined, told: number | undefined): Pick<Transaction, 'meter'> {
  if (told === undefined) return {}
  return { meter: Math.max(known ?? told, told) }
}

function newestPower(
  { measuredAt }: Transaction,
  { power, at }: Told,
): Pick<Transaction, 'power' | 'measuredAt'> {
  if (power === undefined || (measuredAt !== undefined && measuredAt >= at)) return {}
  return { power, measuredAt: at }
}

function energyOf({ meterStart, meter }: Transaction): Pick<Transaction, 'energy'> {
  return meterStart === undefined || meter === undefined ? {} : { energy: Math.max(0, meter - meterStart) }
}

const same = (one: object, other: object) =>
  JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort())
