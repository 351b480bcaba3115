import { expectations } from './expectation.ts'
import { type Check, isObject, matching, object, oneOf, value, variant } from './shape.ts'

/** Words that would be read as something else: members that every object has, and the heads of names in rules. */
const reserved = new Set([
  ...Object.getOwnPropertyNames(Object.prototype),
  'prototype',
  'settings',
  'event',
  'form',
])

const word = (pattern: RegExp, expected: Check['expected']): Check =>
  value((given) => typeof given === 'string' && pattern.test(given) && !reserved.has(given), expected)

export const id = word(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, expectations.id)
export const name = word(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/, expectations.name)
export const identifier = word(/^[A-Za-z_$][A-Za-z0-9_$]{0,63}$/, expectations.identifier)
export const pointer = matching(/^(\/([^~/]|~[01])*)*$/, expectations.pointer)
export const string = value((given) => typeof given === 'string' && given !== '', expectations.string)
export const boolean = value((given) => typeof given === 'boolean', expectations.boolean)
export const count = value(
  (given) => Number.isSafeInteger(given) && (given as number) > 0,
  expectations.integer,
)
export const json = value((given) => given !== undefined, expectations.json)

const filled = (given: unknown) => typeof given === 'string' && given.trim() !== ''

export const text = value(
  (given) => isObject(given) && filled(given.zh) && filled(given.en) && Object.keys(given).length === 2,
  expectations.text,
)

const literalDuration = matching(/^\d{1,12}(\.\d{1,6})?(ms|s|m|h|d)$/, expectations.duration)
const settingDuration = object({ setting: string, unit: oneOf(['s', 'm', 'h', 'd']) })

export const duration = variant(
  (given) => (isObject(given) ? settingDuration : literalDuration),
  expectations.duration,
)

export const grade = oneOf(['normal', 'major', 'urgent'])
