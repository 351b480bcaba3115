import type { Scene } from '../scene.ts'
import { keysOf } from './history.ts'
import { Run } from './run.ts'

/**
 * What every rule must have said in the end, straight from the definitions: the whole history is looked at anew for
 * every question. Nothing is shared with the fold but the shapes and the canonical text.
 */
export function oracle(scene: Scene): Map<string, string> {
  const verdicts = new Map<string, string>()
  const ids = new Set(scene.releases.flatMap(({ program }) => program?.rules.map(({ id }) => id) ?? []))
  for (const id of ids) for (const key of keysOf(id, scene)) new Run(id, key, scene, verdicts).judge()
  return verdicts
}
