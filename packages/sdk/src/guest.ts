import type { Text } from '@linli/kernel'

/**
 * What `@linli/sdk` becomes inside `behaviour.js`: the sandbox needs a scenario's functions only, so schemas are
 * inert there and no schema library is bundled.
 */
const inert: object = Object.freeze({})

/** Every schema is the same empty object. */
export const Type = new Proxy({}, { get: () => () => inert })

export const notPersonal = inert
export const personal = () => inert

export const defineContract = <Contract>(contract: Contract): Contract => contract

export const defineScenario = (_contract: unknown, behaviour: object) => ({
  codecs: {},
  functions: {},
  reducers: {},
  ...behaviour,
})

/**
 * The error a codec throws for a message it cannot read: a plain sentence in both languages, which the dead letter of
 * the message shows. What a codec can read it passes on as it is: refusing values is the device model's business.
 */
export function unreadable({ zh, en }: Text): Error {
  return Object.assign(new Error(`${en}\n${zh}`), { name: 'Unreadable' })
}
