import fc from 'fast-check'

/** Draws from an arbitrary; shrinks as fast-check does. */
export type Draw = <Value>(arbitrary: fc.Arbitrary<Value>) => Value

/** One of some values. */
export const oneOf = <Value>(draw: Draw, values: readonly Value[]): Value => draw(fc.constantFrom(...values))

/** True in so many of a hundred cases. */
export const chance = (draw: Draw, percent: number) => draw(fc.integer({ min: 0, max: 99 })) < percent
