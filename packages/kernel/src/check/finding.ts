import {
  type Fault,
  type KernelErrorCode,
  type KernelErrorParams,
  kernelErrors,
  sentence,
} from '../errors.ts'
import { nearest } from '../logic/nearest.ts'
import type { Text } from '../rule.ts'

/** Something wrong with a rule, and where. */
export interface Finding {
  readonly code: KernelErrorCode
  readonly fault: Fault
  readonly rule: string
  /** Place in the rule: `when.and[0].>[1]`, `on[0].property`, `do[0].alert.detail.plate`. */
  readonly at: string
  readonly params: Readonly<Record<string, string | number>>
  readonly text: Text
}

/** Collects findings about one rule. */
export interface Findings {
  readonly rule: string
  readonly list: readonly Finding[]
  add<Code extends KernelErrorCode>(
    code: Code,
    at: string,
    params: Omit<KernelErrorParams<Code>, 'rule' | 'at' | 'hint'>,
    hint?: Text,
  ): void
}

/** An empty collection. */
export function createFindings(rule: string): Findings {
  const list: Finding[] = []
  return {
    rule,
    list,
    add(code, at, given, hint) {
      const params = { ...given, rule, at } as Record<string, string | number>
      const zh = sentence(code, { ...params, hint: hint?.zh ?? '' }).zh
      const en = sentence(code, { ...params, hint: hint?.en ?? '' }).en
      list.push({ code, fault: kernelErrors[code].fault, rule, at, params, text: { zh, en } })
    },
  }
}

/** "Did you mean", or else what there is. */
export function didYouMean(wanted: string, names: Iterable<string>): Text {
  const known = [...names]
  const near = nearest(wanted, known)
  if (near !== null) return { zh: `您是否想写“${near}”？`, en: `Did you mean "${near}"?` }
  if (known.length === 0) return { zh: '这里没有可用的名称。', en: 'There is none to name here.' }
  const some = known.slice(0, 8)
  return { zh: `可用：${some.join('、')}。`, en: `There are: ${some.join(', ')}.` }
}
