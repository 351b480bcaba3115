import { createContext, runInContext } from 'node:vm'
import { type Contract, type Finding, finding, functionParts, functionUses, sdkError } from '@linli/sdk'

type Part = (typeof functionParts)[number]

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

/** The contract and the behaviour name the same functions, both ways. */
export function checkBehaviour(contract: Contract, names: FunctionNames, plugin: string): readonly Finding[] {
  const uses = functionUses(contract)
  const missing = uses.filter(({ part, name }) => !names[part].includes(name))
  const unused = functionParts.flatMap((part) =>
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
