import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Finding, finding, sdkError } from '@linli/sdk'

/** The parts of a plugin's package.json that matter here. */
export interface PackageJson {
  readonly name: string
  readonly version: string
  readonly scripts?: Readonly<Record<string, string>>
  readonly [field: string]: unknown
}

/** Reads `package.json` of a plugin's folder; fails with `plugin.package`. */
export async function readPackage(dir: string): Promise<PackageJson> {
  const json: unknown = await readFile(join(dir, 'package.json'), 'utf8')
    .then(JSON.parse)
    .catch((cause: Error) => {
      throw sdkError('plugin.package', { dir, reason: cause.message }, { cause })
    })
  const { name, version } = (json ?? {}) as Partial<PackageJson>
  if (typeof name === 'string' && typeof version === 'string') return json as PackageJson
  throw sdkError('plugin.package', { dir, reason: 'no name or no version' })
}

const pluginName = /^(?:@[a-z0-9-~][a-z0-9-._~]*\/)?linli-plugin-([a-z0-9][a-z0-9-]*)$/
const installScripts = [
  'preinstall',
  'install',
  'postinstall',
  'prepublish',
  'preprepare',
  'prepare',
  'postprepare',
]
const runtimeFields = [
  'dependencies',
  'peerDependencies',
  'optionalDependencies',
  'bundleDependencies',
  'bundledDependencies',
]

/** The scenario's id as the package's name gives it, or null where the name is not that of a plugin. */
export const idOfPackage = (name: string): string | null => pluginName.exec(name)?.[1] ?? null

/** What a plugin's package may not be: misnamed, running code when installed, needing other packages at run time. */
export function checkPackage(json: PackageJson): readonly Finding[] {
  const plugin = json.name
  const misnamed =
    idOfPackage(plugin) === null ? [finding('plugin.name', 'package.json.name', { name: plugin })] : []
  const scripts = installScripts
    .filter((script) => json.scripts?.[script] !== undefined)
    .map((script) => finding('plugin.install-script', `package.json.scripts.${script}`, { plugin, script }))
  const dependencies = runtimeFields.flatMap((field) =>
    namesIn(json[field]).map((name) =>
      finding('plugin.dependency', `package.json.${field}`, { plugin, field, name }),
    ),
  )
  return [...misnamed, ...scripts, ...dependencies]
}

const namesIn = (value: unknown): readonly string[] =>
  Array.isArray(value)
    ? value.map(String)
    : typeof value === 'object' && value !== null
      ? Object.keys(value)
      : []
