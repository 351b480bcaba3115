import { gradeTexts } from '@linli/flow'
import type { Action, Rule } from '@linli/kernel'
import { say } from '../i18n/text.ts'
import { type Piece, phrase, plain, type Reading } from './piece.ts'

/** What a rule asks for. */
export function readAction(action: Action, rule: Rule, reading: Reading): readonly Piece[] {
  const { contract, locale } = reading
  if ('alert' in action) {
    const { title, grade = rule.grade ?? 'normal' } = action.alert
    return phrase({ zh: '发出告警“{title}”（{grade}）', en: 'raise the alert “{title}” ({grade})' }, locale, {
      title: say(title, locale),
      grade: plain(say(gradeTexts[grade], locale)),
    })
  }
  const { device, name } = action.command
  const model = device === 'self' ? modelOf(rule) : device
  const command = say(contract.devices[model]?.commands?.[name]?.title, locale, name)
  if (device === 'self')
    return phrase({ zh: '让该设备执行“{command}”', en: 'run “{command}” on this device' }, locale, {
      command,
    })
  return phrase(
    { zh: '让同一空间的{device}执行“{command}”', en: 'run “{command}” on the {device} there' },
    locale,
    {
      command,
      device: say(contract.devices[device]?.title, locale, device),
    },
  )
}

/** The model whose observation fires the rule. */
function modelOf(rule: Rule): string {
  for (const trigger of rule.on) if ('device' in trigger) return trigger.device
  return ''
}
