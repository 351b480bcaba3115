import type { Contract } from '../contract.ts'

/** The parts of a behaviour. */
export const functionParts = ['codecs', 'functions', 'reducers'] as const

/** A function of the behaviour that a contract names, and the field that names it. */
export interface FunctionUse {
  readonly part: (typeof functionParts)[number]
  readonly name: string
  /** The field of the contract: `records.session.reducer`. */
  readonly path: string
}

/** Every function of the behaviour that the contract names: a bundle without one of them cannot work. */
export function functionUses({ devices, derive, records }: Contract): readonly FunctionUse[] {
  const codecs = Object.entries(devices).flatMap(([device, { decode = [] }]) =>
    decode.flatMap((one, index) =>
      'codec' in one
        ? [{ part: 'codecs' as const, name: one.codec, path: `devices.${device}.decode.${index}` }]
        : [],
    ),
  )
  const functions = derive.map((one, index) => ({
    part: 'functions' as const,
    name: one.function,
    path: `derive.${index}.function`,
  }))
  const reducers = Object.entries(records).map(([record, { reducer }]) => ({
    part: 'reducers' as const,
    name: reducer,
    path: `records.${record}.reducer`,
  }))
  return [...codecs, ...functions, ...reducers]
}
