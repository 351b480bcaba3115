import { readDuration } from '../duration.ts'
import type { Program } from '../log.ts'
import type { Duration, Rule } from '../rule.ts'
import { didYouMean, type Findings } from './finding.ts'

/** Finds durations that cannot be read, and time forms that do not fit what triggers the rule. */
export function checkTime(rule: Rule, program: Program, findings: Findings): void {
  for (const { at, duration } of durationsOf(rule)) checkDuration(duration, at, program, findings)
  const byEvent = rule.on.some((trigger) => !('property' in trigger))
  if (rule.for !== undefined && rule.absent !== undefined) findings.add('kernel.for-with-absent', 'for', {})
  else if (byEvent && rule.for !== undefined) findings.add('kernel.for-on-event', 'for', {})
  if (!byEvent && rule.absent === undefined && rule.when === undefined)
    findings.add('kernel.always-true', 'when', {})
  if (rule.early === true && typeof rule.key === 'object') findings.add('kernel.early-by-field', 'early', {})
  checkClear(rule, byEvent, findings)
}

/** Every length of time a rule names, and where. */
export function durationsOf(rule: Rule): readonly { readonly at: string; readonly duration: Duration }[] {
  const { count, change, aggregate = {}, sequence, clear } = rule
  const all: (readonly [string, Duration | undefined])[] = [
    ['for', rule.for],
    ['absent', rule.absent],
    ['cooldown', rule.cooldown],
    ['count.within', count && given(count.within)],
    ['change.within', change && given(change.within)],
    ...Object.entries(aggregate).map(([name, { over }]) => [`aggregate.${name}.over`, given(over)] as const),
    ['sequence.within', sequence && given(sequence.within)],
    ['clear.for', clear?.for],
  ]
  return all.flatMap(([at, duration]) => (duration === undefined ? [] : [{ at, duration }]))
}

/** A length that must be there: what is left out cannot be read either. */
function given(duration: Duration | undefined): Duration {
  return duration ?? (null as unknown as Duration)
}

/** Only a condition that lasts, or a silence that is broken, can be over. */
function checkClear({ clear, absent, sequence }: Rule, byEvent: boolean, findings: Findings): void {
  if (clear === undefined) return
  const never = (at: string, reason: { readonly zh: string; readonly en: string }) =>
    findings.add('kernel.clear-unused', at, { reason })
  if (sequence !== undefined)
    never('clear', {
      zh: '带 sequence 的规则每次触发都是一瞬间',
      en: 'a rule with "sequence" fires at a moment',
    })
  else if (absent !== undefined) {
    const reason = {
      zh: '带 absent 的规则在再次上报时即结束',
      en: 'what "absent" waits for ends it as soon as it is there again',
    }
    for (const part of ['when', 'for'] as const) if (clear[part] !== undefined) never(`clear.${part}`, reason)
  } else if (byEvent)
    never('clear', { zh: '由事件触发的规则只有一瞬间', en: 'an event does not last, so it is never over' })
}

function checkDuration(duration: Duration, at: string, { settings }: Program, findings: Findings): void {
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
