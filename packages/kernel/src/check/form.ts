import type { Text } from '../rule.ts'
import { didYouMean, type Findings } from './finding.ts'

/** Looks at the form of one value of any JSON; what is wrong is added to `findings` with its place. */
export type Form = (value: unknown, at: string, findings: Findings) => void

/** A member that may be left out. */
export interface Optional {
  readonly optional: Form
}

export type Fields = Readonly<Record<string, unknown>>

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const optional = (form: Form): Optional => ({ optional: form })

/** Any JSON value; what it must be is looked at elsewhere. */
export const anything: Form = () => undefined

/** A value that passes `fits`. */
export const value =
  (fits: (value: unknown) => boolean, wanted: Text): Form =>
  (given, at, findings) => {
    if (!fits(given)) findings.add('kernel.bad-rule', at, { wanted })
  }

export const same = (text: string): Text => ({ zh: text, en: text })

/** One of a closed list of texts. */
export const oneOf = (...choices: readonly string[]): Form =>
  value((given) => typeof given === 'string' && choices.includes(given), {
    zh: `${choices.join('、')} 之一`,
    en: `one of ${choices.join(', ')}`,
  })

export const place = (at: string, member: string): string => (at === '' ? member : `${at}.${member}`)

/** An object with these members and no others. */
export function fields(members: Readonly<Record<string, Form | Optional>>): Form {
  const known = Object.keys(members)
  const wanted = { zh: `含 ${known.join('、')} 的对象`, en: `an object of ${known.join(', ')}` }
  return (given, at, findings) => {
    if (!isFields(given)) {
      findings.add('kernel.bad-rule', at || 'rule', { wanted })
      return
    }
    for (const name of Object.keys(given).filter((one) => !known.includes(one)))
      findings.add('kernel.unknown-rule-field', place(at, name), { field: name }, didYouMean(name, known))
    for (const [name, member] of Object.entries(members)) {
      const form = typeof member === 'function' ? member : member.optional
      if (Object.hasOwn(given, name) && given[name] !== undefined)
        form(given[name], place(at, name), findings)
      else if (typeof member === 'function') form(undefined, place(at, name), findings)
    }
  }
}

/** A list of so many elements, each of one form. */
export function list(elements: Form, least: number, most: number): Form {
  const wanted = {
    zh: least === 0 ? `最多 ${most} 项的列表` : `${least} 至 ${most} 项的列表`,
    en: least === 0 ? `a list of at most ${most}` : `a list of ${least} to ${most}`,
  }
  return (given, at, findings) => {
    if (!Array.isArray(given) || given.length < least || given.length > most) {
      findings.add('kernel.bad-rule', at, { wanted })
      return
    }
    given.forEach((element: unknown, index) => {
      elements(element, `${at}[${index}]`, findings)
    })
  }
}

/** An object whose members have names that `names` accepts, and one form. */
export function record(names: RegExp, members: Form, most: number, wanted: Text): Form {
  return (given, at, findings) => {
    if (!isFields(given) || Object.keys(given).length > most) {
      findings.add('kernel.bad-rule', at, { wanted })
      return
    }
    for (const [name, member] of Object.entries(given)) {
      if (!names.test(name)) findings.add('kernel.bad-rule', place(at, name), { wanted })
      else members(member, place(at, name), findings)
    }
  }
}

/** One of several objects, told apart by the members they have. */
export function variant(choose: (given: Fields) => Form | null, wanted: Text): Form {
  return (given, at, findings) => {
    const form = isFields(given) ? choose(given) : null
    if (form === null) findings.add('kernel.bad-rule', at, { wanted })
    else form(given, at, findings)
  }
}
