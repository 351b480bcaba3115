import { command } from './command.ts'

/** What must hold before any test runs, by name: format and lint, types, architecture. */
export const checks: readonly (readonly [name: string, args: readonly string[]])[] = [
  ['format and lint', ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.']],
  ['types', ['node_modules/typescript/bin/tsc', '-p', '.']],
  ['types of the studio', ['node_modules/typescript/bin/tsc', '-p', 'studio']],
  [
    'architecture',
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--config',
      'test/vitest.config.ts',
      '--reporter=dot',
      'test/architecture.test.ts',
    ],
  ],
]

/** Runs every check; returns the names of those that failed. */
export async function runChecks(): Promise<string[]> {
  const failed: string[] = []
  for (const [name, args] of checks) {
    const started = performance.now()
    const code = await command(args)
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    console.log(`${code === 0 ? '✓' : '✗'} ${name} (${seconds} s)`)
    if (code !== 0) failed.push(name)
  }
  return failed
}

if (import.meta.main) {
  const failed = await runChecks()
  if (failed.length) console.error(`check: ${failed.join(', ')} failed`)
  process.exit(failed.length ? 1 : 0)
}
