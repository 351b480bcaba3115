import {
  type Fault,
  type KernelErrorCode,
  type KernelErrorParams,
  kernelErrors,
  sentence,
} from '../errors.ts'
import { nearest } from '../logic/nearest.ts'
import type { Text } from '../rule.ts'

/** `error`: the rule is refused. `warning`: it runs, but hardly as it is meant. */
export type Severity = 'error' | 'warning'

/** Something wrong with a rule, and where. */
export interface Finding {
  readonly code: KernelErrorCode
  readonly fault: Fault
  readonly severity: Severity
  readonly rule: string
  /** Place in the rule: `when.and[0].>[1]`, `on[0].property`, `do[0].alert.detail.plate`. */
  readonly at: string
  readonly params: Readonly<Record<string, string | number>>
  readonly text: Text
}

type Given<Code extends KernelErrorCode> = {
  readonly [Name in Exclude<keyof KernelErrorParams<Code>, 'rule' | 'at' | 'hint'>]: string | number | Text
}

/** Collects findings about one rule. */
export interface Findings {
  readonly rule: string
  readonly list: readonly Finding[]
  add<Code extends KernelErrorCode>(code: Code, at: string, params: Given<Code>, hint?: Text): void
  warn<Code extends KernelErrorCode>(code: Code, at: string, params: Given<Code>, hint?: Text): void
}

/** An empty collection. */
export function createFindings(rule: string): Findings {
  const list: Finding[] = []
  const put = (severity: Severity) => (code: KernelErrorCode, at: string, given: object, hint?: Text) => {
    const all = { ...(given as Readonly<Record<string, string | number | Text>>), rule, at }
    const full = { ...all, hint: hint ?? '' }
    const text = { zh: sentence(code, spoken(full, 'zh')).zh, en: sentence(code, spoken(full, 'en')).en }
    const params = spoken(all, 'en')
    list.push({ code, fault: kernelErrors[code].fault, severity, rule, at, params, text })
  }
  return { rule, list, add: put('error'), warn: put('warning') }
}

function spoken(
  params: Readonly<Record<string, string | number | Text>>,
  language: keyof Text,
): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      typeof value === 'object' ? value[language] : value,
    ]),
  )
}

/** "Did you mean", or else what there is. */
export function didYouMean(wanted: string, names: Iterable<string>): Text {
  const known = [...names]
  const near = nearest(wanted, known)
  if (near !== null) return { zh: `您是否想写“${near}”？`, en: `Did you mean "${near}"?` }
  if (known.length === 0) return { zh: '这里没有可用的名称。', en: 'There is none to name here.' }
  const some = known.slice(0, 12)
  return { zh: `可用：${some.join('、')}。`, en: `There are: ${some.join(', ')}.` }
}
