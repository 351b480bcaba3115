import type { Json } from '../../rule.ts'

/** What an evaluation in standard mode ends with: a value that `try` can look at. Never leaves this folder. */
export class Failure extends Error {
  readonly value: Json

  constructor(value: Json) {
    super('failure')
    this.value = value
  }
}

/** The failure of an operator that was not given what it takes. */
export const invalidArguments = (): Failure => new Failure({ type: 'Invalid Arguments' })

/** The failure of arithmetic and comparisons on what is no number, and of results that are none. */
export const notANumber = (): Failure => new Failure({ type: 'NaN' })
