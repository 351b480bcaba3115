import type { Finding } from '@linli/sdk'
import { language, say } from '../language.ts'

/** Prints what a check found; returns whether any of it keeps the plugin from being installed. */
export function printFindings(findings: readonly Finding[]): boolean {
  for (const { code, path, text, severity } of findings)
    console.log(`${severity === 'warning' ? '!' : '✗'} ${path}\n  ${text[language]}\n  ${code}`)
  const refused = findings.some(({ severity }) => severity !== 'warning')
  if (findings.length === 0) console.log(say('✓ 没有问题', '✓ nothing to mend'))
  else if (!refused)
    console.log(say('✓ 可以安装，请看以上提醒', '✓ may be installed; see the warnings above'))
  return refused
}
