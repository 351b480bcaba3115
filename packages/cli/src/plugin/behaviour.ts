import { createContext, runInContext } from 'node:vm'
import { type Contract, type Finding, finding, sdkError } from '@linli/sdk'

const parts = ['codecs', 'functions', 'reducers'] as const
type Part = (typeof parts)[number]

/** The names of a behaviour's functions, by part. */
export type FunctionNames = Readonly<Record<Part, readonly string[]>>

/**
 * Loads a behaviour where there is nothing but the language, as in the sandbox, and lists its functions. Only for
 * the author's own machine: `node:vm` is no wall. Fails with `plugin.not-bare`.
 */
export function loadBehaviour(script: string, plugin: string): FunctionNames {
  try {
    const context = createContext({})
    runInContext(script, context, { timeout: 2_000 })
    const { linli } = context as { linli?: Partial<Record<Part, object>> }
    const names = (part: Part) =>
      Object.entries(linli?.[part] ?? {}).flatMap(([name, member]) =>
        typeof member === 'function' ? [name] : [],
      )
    return { codecs: names('codecs'), functions: names('functions'), reducers: names('reducers') }
  } catch (cause) {
    throw sdkError('plugin.not-bare', { plugin, reason: (cause as Error).message }, { cause })
  }
}

interface Use {
  readonly part: Part
  readonly name: string
  readonly path: string
}

/** The contract and the behaviour name the same functions, both ways. */
export function checkBehaviour(contract: Contract, names: FunctionNames, plugin: string): readonly Finding[] {
  const uses = usesOf(contract)
  const missing = uses.filter(({ part, name }) => !names[part].includes(name))
  const unused = parts.flatMap((part) =>
    names[part]
      .filter((name) => !uses.some((use) => use.part === part && use.name === name))
      .map((name) => ({ part, name })),
  )
  return [
    ...missing.map(({ part, name, path }) =>
      finding('plugin.function-missing', path, { plugin, part, name, path }),
    ),
    ...unused.map(({ part, name }) =>
      finding('plugin.function-unused', `${part}.${name}`, { plugin, part, name }),
    ),
  ]
}

function usesOf({ devices, derive, records }: Contract): readonly Use[] {
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
