import { createSources } from '../fold/sources.ts'
import type { LogRecord, ObservationRecord, Program, ReleaseRecord } from '../log.ts'
import type { Json, Rule } from '../rule.ts'
import type { Question } from './explanation.ts'

/** The part of a log that a question is about. */
export interface Horizon {
  /** In journal order. The rule stands alone, is not muted and decides late: that changes none of its verdicts. */
  readonly records: readonly LogRecord[]
  /** What came later than its source may be: no rule saw it. */
  readonly late: ReadonlySet<ObservationRecord>
}

/** What a rule asks for that asks for nothing, so that its firings show. */
const asking = [{ alert: { title: { zh: '', en: '' } } }] as const

/** Leaves out of a log what cannot matter for a question. */
export function horizonOf(records: readonly LogRecord[], question: Question): Horizon {
  const concerns = circleOf(records, question)
  const sources = createSources()
  const late = new Set<ObservationRecord>()
  const kept: LogRecord[] = []
  for (const record of records) {
    if (record.type === 'release') {
      if (record.installation === question.installation) kept.push(alone(record, question.rule))
      continue
    }
    if (record.type === 'suspension') {
      if (record.installation === question.installation && record.rule === question.rule) kept.push(record)
      continue
    }
    if (record.type === 'source') {
      const { source, stamp, lateness } = record
      if (record.state === 'up') sources.up(source, stamp, lateness)
      else sources.down(source, stamp, lateness)
    } else if (!concerns(record)) continue
    else if (sources.isLate(record.source, record.time, record.stamp)) late.add(record)
    kept.push(record)
  }
  return { records: kept, late }
}

/** The release with only this rule. */
function alone(record: ReleaseRecord, id: string): ReleaseRecord {
  const { program } = record
  return program === null
    ? record
    : { ...record, program: { ...program, rules: rulesOf(program, id).map(bare) } }
}

function bare({ early: _early, muted: _muted, ...rule }: Rule): Rule {
  return { ...rule, do: rule.do.length > 0 ? rule.do : asking }
}

function rulesOf({ rules }: Program, id: string): Rule[] {
  return rules.filter((rule) => rule.id === id)
}

/** Whose reports matter: those of the device, of devices that were ever at the place, or all of the plugin's models. */
function circleOf(
  records: readonly LogRecord[],
  { installation, rule, key }: Question,
): (one: ObservationRecord) => boolean {
  const programs = records.flatMap((one) =>
    one.type === 'release' && one.installation === installation && one.program ? [one.program] : [],
  )
  const prefixes = [...new Set(programs.map(({ plugin }) => `${plugin}/`))]
  const isOurs = ({ model }: ObservationRecord) => prefixes.some((prefix) => model.startsWith(prefix))
  const keys = new Set(programs.flatMap((one) => rulesOf(one, rule).map((version) => version.key)))
  if ([...keys].some((one) => one === 'community' || typeof one === 'object')) return isOurs
  const devices = new Set([key])
  if (keys.has('place'))
    for (const one of records) if (one.type === 'observation' && one.place === key) devices.add(one.device)
  return (one) => devices.has(one.device) && isOurs(one)
}

/** The same log with another value at a path of what one observation said. */
export function replaced(
  { records, late }: Horizon,
  observation: ObservationRecord,
  steps: readonly string[],
  value: Json,
): Horizon {
  const isIt = (one: LogRecord) =>
    one.type === 'observation' && one.id === observation.id && one.device === observation.device
  return {
    late,
    records: records.map((one) =>
      isIt(one) ? { ...(one as ObservationRecord), value: put(observation.value, steps, value) } : one,
    ),
  }
}

function put(into: Json, [step, ...rest]: readonly string[], value: Json): Json {
  if (step === undefined) return value
  if (Array.isArray(into))
    return into.map((item, index) => (String(index) === step ? put(item, rest, value) : item))
  const fields = into as Readonly<Record<string, Json>>
  return { ...fields, [step]: put(fields[step] ?? null, rest, value) }
}
