import { readDuration } from '../duration.ts'
import type { Program } from '../log.ts'
import type { Duration, Rule } from '../rule.ts'
import { didYouMean, type Findings } from './finding.ts'

/** Finds durations that cannot be read, and time forms that do not fit what triggers the rule. */
export function checkTime(rule: Rule, program: Program, findings: Findings): void {
  checkDuration(rule.for, 'for', program, findings)
  checkDuration(rule.absent, 'absent', program, findings)
  checkDuration(rule.cooldown, 'cooldown', program, findings)
  if (rule.for !== undefined && rule.absent !== undefined) findings.add('kernel.for-with-absent', 'for', {})
  const byEvent = rule.on.some((trigger) => !('property' in trigger))
  if (byEvent && rule.for !== undefined && rule.absent === undefined)
    findings.add('kernel.for-on-event', 'for', {})
  if (!byEvent && rule.absent === undefined && rule.when === undefined)
    findings.add('kernel.always-true', 'when', {})
}

function checkDuration(
  duration: Duration | undefined,
  at: string,
  { settings }: Program,
  findings: Findings,
): void {
  if (duration === undefined) return
  if (typeof duration === 'object' && duration !== null && typeof duration.setting === 'string') {
    if (!Object.hasOwn(settings, duration.setting)) {
      const hint = didYouMean(duration.setting, Object.keys(settings))
      findings.add('kernel.unknown-setting', `${at}.setting`, { setting: duration.setting }, hint)
      return
    }
  }
  const readable = typeof duration === 'string' || (typeof duration === 'object' && duration !== null)
  if (!readable || readDuration(duration, settings) === null)
    findings.add('kernel.bad-duration', at, { found: JSON.stringify(duration) ?? '' })
}
