import type { Effect, Text } from '@linli/kernel'
import type { Change, HistorySummary, LogSummary } from '@linli/runtime'
import { language, say } from '../language.ts'
import { fit } from './column.ts'

/** How rules and devices are called. */
export interface Names {
  readonly rules: ReadonlyMap<string, Text>
  readonly devices: ReadonlyMap<string, string>
}

/** Writes changes as they come and a summary at the end. */
export interface Printer {
  change(change: Change): void
  history(summary: HistorySummary & { readonly id: string; readonly whatIf: boolean }): void
  log(summary: LogSummary & { readonly file: string }): void
}

type Kind = Change['change']
type Totals = Map<string, Record<Kind, number>>

/** Prints a table for people, or JSON lines. */
export function createPrinter(
  names: Names,
  isJson: boolean,
  write: (line: string) => void = (line) => console.log(line),
): Printer {
  const totals: Totals = new Map()
  const count = ({ change, effect }: Change) => {
    const counts = totals.get(effect.rule) ?? { kept: 0, new: 0, gone: 0, fired: 0 }
    counts[change] += 1
    totals.set(effect.rule, counts)
  }
  let printed = 0
  const row = (change: Change) => {
    if (printed === 0) write(tableHead())
    printed += 1
    write(tableRow(change, names))
  }
  const end = (fields: object, sentences: readonly string[]) => {
    if (isJson) {
      write(JSON.stringify({ summary: { ...sums(totals), ...fields, rules: Object.fromEntries(totals) } }))
      return
    }
    for (const line of tableOfTotals(totals, names)) write(line)
    for (const sentence of sentences) write(sentence)
  }
  return {
    change(change) {
      count(change)
      if (isJson) write(JSON.stringify(jsonLine(change, names)))
      else row(change)
    },
    history({ clock, ...summary }) {
      const fields = { ...summary, clock: Number.isFinite(clock) ? iso(clock) : null }
      end(fields, historySentences(summary, sums(totals)))
    },
    log({ clock, ...summary }) {
      end({ ...summary, clock: clock === null ? null : iso(clock) }, logSentences(summary))
    },
  }
}

function sums(totals: Totals): Record<Kind, number> {
  const sum = { kept: 0, new: 0, gone: 0, fired: 0 }
  for (const counts of totals.values()) for (const kind of kinds) sum[kind] += counts[kind]
  return sum
}

const kinds = ['kept', 'new', 'gone', 'fired'] as const

const iso = (time: number) => new Date(time).toISOString()

function jsonLine(change: Change, { devices }: Names): object {
  const { effect } = change
  const { id, revision, op, rule, key, onset, at, grade, action, cause, final, reason } = effect
  const device = cause.device
  const was = change.change === 'kept' && change.was.at !== at ? { wasAt: iso(change.was.at) } : {}
  return {
    change: change.change,
    rule,
    key,
    device,
    deviceName: device === null ? null : (devices.get(device) ?? null),
    place: cause.place,
    onset: iso(onset),
    at: iso(at),
    waited: at - onset,
    ...was,
    grade,
    action,
    id,
    revision,
    op,
    final,
    ...(reason === undefined ? {} : { reason }),
  }
}

const marks: Readonly<Record<Kind, string>> = { kept: '=', new: '+', gone: '-', fired: '*' }

const columns = { when: 19, rule: 26, who: 26 }

function tableHead(): string {
  return `  ${fit(say('触发', 'fired'), columns.when)}  ${fit(say('开始', 'began'), columns.when)}  ${fit(say('规则', 'rule'), columns.rule)}  ${fit(say('对象', 'what'), columns.who)}  ${say('动作', 'action')}`
}

function tableRow(change: Change, names: Names): string {
  const { effect } = change
  const { at, onset, key, cause } = effect
  const who = names.devices.get(key) ?? (cause.device && names.devices.get(cause.device)) ?? key
  const line = [
    fit(local(at), columns.when),
    fit(local(onset), columns.when),
    fit(ruleName(effect.rule, names), columns.rule),
    fit(who === key || key === cause.device ? who : `${key} ${who}`, columns.who),
    actionText(effect),
  ].join('  ')
  const moved =
    change.change === 'kept' && change.was.at !== at
      ? say(`（原为 ${local(change.was.at)}）`, ` (was ${local(change.was.at)})`)
      : ''
  return `${marks[change.change]} ${line}${moved}`
}

const ruleName = (rule: string, { rules }: Names) => rules.get(rule)?.[language] ?? rule

function actionText({ op, action, reason }: Effect): string {
  const text =
    'alert' in action
      ? `${say('告警', 'alert')}: ${action.alert.title[language]}`
      : `${say('命令', 'command')}: ${action.command.name}`
  if (op === 'assert') return text
  const how = {
    amend: say('更正', 'amended'),
    withdraw: say('撤回', 'withdrawn'),
    replace: say('替换', 'replaced'),
  }
  return `${text} [${how[op]}${reason === undefined ? '' : `: ${reason}`}]`
}

/** Date and time where this runs, to the second. */
function local(time: number): string {
  const date = new Date(time)
  const two = (part: number) => String(part).padStart(2, '0')
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
}

function tableOfTotals(totals: Totals, names: Names): string[] {
  const used = kinds.filter((kind) => sums(totals)[kind] > 0)
  if (used.length === 0) return []
  const heads = {
    kept: say('= 保留', '= kept'),
    new: say('+ 新增', '+ new'),
    gone: say('- 消失', '- gone'),
    fired: say('* 触发', '* fired'),
  }
  const line = (rule: string, cells: readonly (string | number)[]) =>
    `  ${fit(rule, columns.rule)}${cells.map((cell) => fit(String(cell), 10)).join('')}`.trimEnd()
  return [
    '',
    line(
      say('规则', 'rule'),
      used.map((kind) => heads[kind]),
    ),
    ...[...totals].sort().map(([rule, counts]) =>
      line(
        ruleName(rule, names),
        used.map((kind) => counts[kind]),
      ),
    ),
    '',
  ]
}

function historySentences(
  {
    id,
    whatIf,
    records,
    exact,
  }: Omit<HistorySummary, 'clock'> & { readonly id: string; readonly whatIf: boolean },
  sum: Record<Kind, number>,
): string[] {
  const same = exact
    ? say(
        `✓ 按当时的版本回放“${id}”的 ${records} 条记录，结果与实际运行完全一致。`,
        `✓ Replayed as it ran, the ${records} records of "${id}" give exactly what ran live.`,
      )
    : say(
        `✗ 按当时的版本回放“${id}”的 ${records} 条记录，结果与实际运行不一致。`,
        `✗ Replayed as it ran, the ${records} records of "${id}" do not give what ran live.`,
      )
  if (!whatIf) return [same]
  const compared = say(
    `改用此版本：保留 ${sum.kept}，新增 ${sum.new}，消失 ${sum.gone}。`,
    `With this version instead: ${sum.kept} kept, ${sum.new} new, ${sum.gone} gone.`,
  )
  return [same, compared]
}

function logSentences({
  file,
  records,
  late,
}: Omit<LogSummary, 'clock'> & { readonly file: string }): string[] {
  const done = say(`✓ 已回放“${file}”的 ${records} 条记录。`, `✓ Replayed ${records} records of "${file}".`)
  if (late === 0) return [done]
  const missed = say(
    `· 其中 ${late} 条到得太迟，规则未采用；可用 --lateness 放宽。`,
    `· ${late} of them came too late for the rules; --lateness allows more.`,
  )
  return [done, missed]
}
