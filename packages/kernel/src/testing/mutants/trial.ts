import { spawn } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Mutant } from './mutants.ts'

/** A copy of the kernel in which defects are tried, one at a time. */
export interface Bench extends Disposable {
  /**
   * Runs the kernel's tests, or those of some files, over so many scenes; null: none of them failed. Else the first that
   * did, or that it hung.
   */
  trial(mutant: Mutant | null, scenes: number, files: readonly string[]): Promise<string | null>
}

const kernel = path.resolve(import.meta.dirname, '../../..')
const root = path.resolve(kernel, '../..')
/** No run takes this long but one that hangs, ms. */
const patience = 900_000

/** The source of a mutant with its defect; refuses one whose text does not stand there once. */
export function mutated({ file, from, to }: Mutant): string {
  const source = readFileSync(path.join(kernel, 'src', file), 'utf8')
  const found = source.split(from).length - 1
  if (found !== 1) throw new Error(`stale mutant: ${file} has ${found} times ${JSON.stringify(from)}`)
  return source.replace(from, () => to)
}

/** Copies the kernel beside its dependencies. */
export function createBench(): Bench {
  const dir = mkdtempSync(path.join(tmpdir(), 'linli-mutants-'))
  const home = path.join(dir, 'packages/kernel')
  mkdirSync(home, { recursive: true })
  for (const part of ['src', 'package.json', 'ERRORS.md'])
    cpSync(path.join(kernel, part), path.join(home, part), { recursive: true })
  symlinkSync(path.join(root, 'node_modules'), path.join(dir, 'node_modules'))
  symlinkSync(path.join(kernel, 'node_modules'), path.join(home, 'node_modules'))
  return {
    async trial(mutant, scenes, files) {
      const file = mutant && path.join(home, 'src', mutant.file)
      const sound = file && readFileSync(file, 'utf8')
      if (mutant && file) writeFileSync(file, mutated(mutant))
      const failed = await runTests(dir, scenes, files)
      if (file && sound !== null) writeFileSync(file, sound)
      return failed
    },
    [Symbol.dispose]: () => rmSync(dir, { recursive: true, force: true }),
  }
}

function runTests(dir: string, scenes: number, files: readonly string[]): Promise<string | null> {
  const { PATH = '', HOME = '' } = process.env
  const report = path.join(dir, 'report.json')
  rmSync(report, { force: true })
  const vitest = path.join(root, 'node_modules/vitest/vitest.mjs')
  const args = [
    vitest,
    'run',
    ...files,
    '--root',
    dir,
    '--bail',
    '1',
    '--testTimeout',
    '600000',
    '--exclude',
    '**/mutants/**',
    '--reporter',
    'json',
    `--outputFile.json=${report}`,
  ]
  const settings = {
    KERNEL_RUNS: `${scenes}`,
    KERNEL_WHY_RUNS: `${Math.min(scenes, 100)}`,
    KERNEL_PAIRS: '2000',
  }
  const child = spawn(process.execPath, args, {
    cwd: dir,
    env: { PATH, HOME, ...settings },
    stdio: 'ignore',
    timeout: patience,
  })
  const { promise, resolve } = Promise.withResolvers<string | null>()
  child.once('close', (code) =>
    resolve(code === 0 ? null : (failedIn(report) ?? `hung or did not start (${code})`)),
  )
  return promise
}

interface Report {
  readonly testResults: readonly {
    readonly message: string
    readonly assertionResults: readonly { readonly status: string; readonly title: string }[]
  }[]
}

/** The first test that failed, or what kept a file from being run. */
function failedIn(report: string): string | null {
  if (!existsSync(report)) return null
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report
  const failed = testResults
    .flatMap((file) => file.assertionResults)
    .find(({ status }) => status === 'failed')
  return failed?.title ?? testResults.find(({ message }) => message !== '')?.message ?? null
}
