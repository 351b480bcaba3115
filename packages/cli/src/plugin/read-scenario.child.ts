import { pathToFileURL } from 'node:url'

/** Runs a plugin's own code to read what it declares: in a process that may touch nothing and may be ended. */
const [file = ''] = process.argv.slice(2)
try {
  const module: { readonly default?: unknown } = await import(pathToFileURL(file).href)
  process.send?.({ scenario: JSON.parse(JSON.stringify(module.default ?? null)) })
} catch (error) {
  process.send?.({ reason: error instanceof Error ? error.message : String(error) })
}
process.disconnect()
