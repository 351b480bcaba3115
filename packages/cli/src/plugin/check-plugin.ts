import { resolve } from 'node:path'
import { type Finding, SdkError } from '@linli/sdk'
import { inspectPlugin } from './inspect-plugin.ts'
import { checkPackage, readPackage } from './package-json.ts'

/**
 * Everything that keeps a plugin from being installed: its package, its contract, and whether contract and
 * behaviour agree; and as warnings, what its rules would hardly be meant to do. Writes nothing to `dist`. An empty
 * list is a plugin that is in order.
 */
export async function checkPlugin(dir: string): Promise<readonly Finding[]> {
  const root = resolve(dir)
  const found: Finding[] = []
  try {
    const json = await readPackage(root)
    found.push(...checkPackage(json))
    const { findings, warnings } = await inspectPlugin(root, json.name)
    found.push(...findings, ...warnings)
  } catch (error) {
    if (!(error instanceof SdkError)) throw error
    found.push(asFinding(error))
  }
  return found
}

const asFinding = ({ code, fault, params, text }: SdkError): Finding => ({
  code,
  fault,
  path: '',
  params,
  text,
})
