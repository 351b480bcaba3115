import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** This package's folder. */
export const packageFolder = packageRoot(dirname(fileURLToPath(import.meta.url)))

/** Where this package's sources are; absent where it is installed without them. */
export const sourceFolder = join(packageFolder, 'src')

/** Where the built scripts are. */
export const distFolder = join(packageFolder, 'dist')

/** File names inside `dist`. */
export const artifactNames = { worker: 'worker.cjs', kernel: 'kernel.js', rules: 'rules.js' } as const

function packageRoot(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : packageRoot(dirname(folder))
}
