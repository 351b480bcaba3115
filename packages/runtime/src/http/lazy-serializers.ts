import { type SerializerFactory, SerializerSelector } from '@fastify/fast-json-stringify-compiler'

const build = SerializerSelector()

/**
 * Compiles what writes an answer when the first such answer is given: to compile all of them takes a third of a start,
 * and most are never given.
 */
export const lazySerializers: SerializerFactory = (shared, options) => {
  const compile = build(shared, options)
  return (route) => {
    let serialize: ReturnType<typeof compile> | undefined
    return (answer) => {
      serialize ??= compile(route)
      return serialize(answer)
    }
  }
}
