import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { runtimeError } from './errors.ts'

/**
 * Makes the data directory with all above it; fails with `data.unusable`. Level by level: where a file system lets
 * nothing be made, Node's own recursive way never ends.
 */
export async function makeDataDir(dir: string): Promise<void> {
  try {
    await makeLevel(path.resolve(dir))
  } catch (cause) {
    throw runtimeError('data.unusable', { dir, reason: (cause as Error).message }, { cause })
  }
}

async function makeLevel(dir: string): Promise<void> {
  try {
    await mkdir(dir)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') return
    if (code !== 'ENOENT' || path.dirname(dir) === dir) throw error
    await makeLevel(path.dirname(dir))
    await mkdir(dir)
  }
}
