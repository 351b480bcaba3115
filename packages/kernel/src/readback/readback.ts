import { parseLogic } from '../logic/tree.ts'
import { filledName } from '../program/names.ts'
import type { Action, Json, Rule, Schedule, Step, Trigger } from '../rule.ts'
import { clause, nameText, type Saying } from './condition.ts'
import { lengthText } from './duration.ts'
import { en } from './en.ts'
import { type Labels, type Language, own } from './labels.ts'
import { zh } from './zh.ts'

/** A rule as one plain sentence. Names are called as `labels` say; a rule must have the form that `checkRule` accepts. */
export function readback(rule: Rule, language: Language, labels: Labels = {}): string {
  const saying: Saying = { words: language === 'zh' ? zh : en, labels, rule }
  const { words } = saying
  const when = whenText(saying)
  const scheduled = rule.schedule ? words.during(scheduleText(rule.schedule, saying), when) : when
  const actions = rule.do.map((action) => actionText(action, language, saying))
  const then = actions.length === 0 ? words.nothing : words.actions(actions)
  return words.sentence(scheduled, then, besides(saying))
}

function besides(saying: Saying): string[] {
  const { rule, words } = saying
  const { cooldown, clear, early, muted, key } = rule
  const keyName = typeof key === 'object' ? nameText(key.field, saying) : null
  return [
    ...(cooldown === undefined ? [] : [words.pause(key, keyName, lengthText(cooldown, saying))]),
    ...(clear ? [clearText(clear, saying)] : []),
    ...(early ? [words.notes.early] : []),
    ...(muted ? [words.notes.muted] : []),
  ]
}

function clearText({ when, for: hold }: NonNullable<Rule['clear']>, saying: Saying): string {
  const condition = when === undefined ? null : clause(parseLogic(when), saying)
  return saying.words.cleared(condition, hold === undefined ? null : lengthText(hold, saying))
}

/** What has to be so, with the time forms that decide when it is. */
function whenText(saying: Saying): string {
  const { rule, words } = saying
  const { count, sequence } = rule
  const first = baseText(saying)
  const step = sequence?.followedBy ?? sequence?.notFollowedBy
  const followed =
    sequence && step
      ? words.followed(
          first,
          stepText(step, saying),
          lengthText(sequence.within, saying),
          !sequence.followedBy,
        )
      : first
  if (!count) return followed
  const distinct = count.distinct === undefined ? null : nameText(count.distinct, saying)
  return words.counted(followed, count.atLeast, lengthText(count.within, saying), distinct)
}

function baseText(saying: Saying): string {
  const { rule, words } = saying
  const condition = conditionText(rule.when, saying)
  const what = joinTriggers(rule.on, saying)
  if (rule.absent !== undefined) return words.silence(what, condition, lengthText(rule.absent, saying))
  const isLevel = rule.on.every((trigger) => 'property' in trigger)
  if (!isLevel) return words.whenHappens(what, condition)
  const held = condition ?? what
  return rule.for === undefined ? held : words.holding(held, lengthText(rule.for, saying))
}

/** A condition as a clause, or null where there is none to tell. */
function conditionText(when: Json | undefined, saying: Saying): string | null {
  return when === undefined || when === true ? null : clause(parseLogic(when), saying)
}

function stepText({ on, when }: Step, saying: Saying): string {
  const condition = conditionText(when, saying)
  const isLevel = on.every((trigger) => 'property' in trigger)
  if (isLevel && condition !== null) return condition
  return saying.words.whenHappens(joinTriggers(on, saying), condition)
}

function joinTriggers(on: readonly Trigger[], saying: Saying): string {
  return saying.words.join('or', [...new Set(on.map((trigger) => triggerText(trigger, saying)))])
}

function triggerText(trigger: Trigger, saying: Saying): string {
  const { words, labels } = saying
  if ('form' in trigger) return words.submitted(own(labels.models, `form:${trigger.form}`) ?? trigger.form)
  const model = 'device' in trigger ? trigger.device : `record:${trigger.record}`
  const plain = 'device' in trigger ? trigger.device : trigger.record
  const called = own(labels.models, model) ?? plain
  if ('event' in trigger)
    return own(labels.events, `${model}.${trigger.event}`) ?? words.happens(called, trigger.event)
  const label = own(labels.names, trigger.property) ?? own(labels.names, `${plain}.${trigger.property}`)
  return words.reports(called, label?.text ?? trigger.property)
}

function scheduleText({ zone, calendar, periods }: Schedule, { words, labels }: Saying): string {
  const calendarName = calendar === undefined ? null : (own(labels.calendars, calendar) ?? null)
  const texts = periods.map(({ days, from, to }) =>
    words.period(days ? words.days(days, calendarName) : null, from, to, to <= from),
  )
  const all = words.list(texts)
  return zone === undefined || zone === 'Asia/Shanghai' ? all : words.zone(all, zone)
}

function actionText(action: Action, language: Language, saying: Saying): string {
  const { words, labels, rule } = saying
  if ('alert' in action)
    return words.alert(action.alert.title[language], action.alert.grade ?? rule.grade ?? null)
  const { device, name, with: given = {} } = action.command
  const command = own(labels.commands, `${device}.${name}`) ?? name
  const to = device === 'self' ? null : (own(labels.models, device) ?? device)
  const values = Object.entries(given).map(([argument, value]) =>
    words.given(argument, valueText(value as Json, saying)),
  )
  return words.command(to, command, values)
}

function valueText(value: Json, saying: Saying): string {
  const name = filledName(value)
  if (name !== null) return nameText(name, saying)
  return typeof value === 'string' ? value : JSON.stringify(value)
}
