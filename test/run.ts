import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { checks, runChecks } from './check.ts'
import { command } from './command.ts'

/** `npm test`: check, build, every suite; ends in `N passed, N failed`. `--long` adds the campaigns, `--only NAME` narrows. */
const { values } = parseArgs({ options: { long: { type: 'boolean' }, only: { type: 'string' } } })

const counts = { passed: 0, failed: 0, skipped: 0 }
if (!values.only) {
  const failed = await runChecks()
  counts.failed += failed.length
  counts.passed += checks.length - failed.length
}

if ((await command(['packages/cli/bin/linli.ts', 'build'])) !== 0) {
  console.error('✗ build')
  counts.failed += 1
} else {
  await suites()
}
console.log(
  `\n${counts.passed} passed, ${counts.failed} failed${counts.skipped ? `, ${counts.skipped} skipped` : ''}`,
)
process.exit(counts.failed ? 1 : 0)

interface Report {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly assertionResults: readonly unknown[]
  }[]
}

async function suites(): Promise<void> {
  const dir = await mkdtemp(path.join(tmpdir(), 'linli-test-'))
  const report = path.join(dir, 'report.json')
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/vitest.config.ts']
  args.push('--reporter=default', '--reporter=json', `--outputFile.json=${report}`)
  if (values.only) args.push(`test/${values.only}`)
  const code = await command(args, values.long ? { LINLI_LONG: '1' } : {})
  const result: Report | null = await readFile(report, 'utf8').then(JSON.parse, () => null)
  await rm(dir, { recursive: true, force: true })
  if (!result) {
    counts.failed += 1
    return
  }
  const broken = result.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  )
  counts.passed += result.numPassedTests
  counts.failed += result.numFailedTests + broken.length
  counts.skipped += result.numPendingTests
  if (code !== 0 && counts.failed === 0) counts.failed = 1
}
