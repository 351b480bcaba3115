import type { Finding } from '@linli/sdk'
import { language, say } from '../language.ts'

/** Prints what a check found; returns whether there was anything. */
export function printFindings(findings: readonly Finding[]): boolean {
  for (const { code, path, text } of findings) console.log(`✗ ${path}\n  ${text[language]}\n  ${code}`)
  if (findings.length === 0) console.log(say('✓ 没有问题', '✓ nothing to mend'))
  return findings.length > 0
}
