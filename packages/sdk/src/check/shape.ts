import type { Text } from '@linli/kernel'
import { type Finding, finding } from '../errors.ts'
import { brief, expectations, oneOfText } from './expectation.ts'
import { hintFor } from './nearest.ts'

/** Looks at one value of a stranger's JSON; what is wrong is pushed to `found`. */
export interface Check {
  readonly expected: Text
  run(given: unknown, path: string, found: Finding[]): void
}

/** A member that may be left out. */
export interface Optional {
  readonly optional: Check
}

export const optional = (check: Check): Optional => ({ optional: check })

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const joinPath = (path: string, name: string | number): string =>
  path === '' ? `${name}` : `${path}.${name}`

const wrong = (expected: Text, given: unknown, path: string): Finding =>
  finding('contract.shape', path, { path: path || 'contract.json', expected, found: brief(given) })

/** A value that passes `fits`. */
export const value = (fits: (given: unknown) => boolean, expected: Text): Check => ({
  expected,
  run(given, path, found) {
    if (!fits(given)) found.push(wrong(expected, given, path))
  },
})

export const matching = (pattern: RegExp, expected: Text): Check =>
  value((given) => typeof given === 'string' && pattern.test(given), expected)

export const oneOf = (values: readonly string[]): Check =>
  value((given) => typeof given === 'string' && values.includes(given), oneOfText(values))

/** An object with these members and no others. */
export function object(members: Readonly<Record<string, Check | Optional>>): Check {
  const known = Object.keys(members)
  return {
    expected: expectations.object,
    run(given, path, found) {
      if (!isObject(given)) return void found.push(wrong(expectations.object, given, path))
      for (const [name, member] of Object.entries(members)) {
        const at = joinPath(path, name)
        const check = 'run' in member ? member : member.optional
        if (Object.hasOwn(given, name)) check.run(given[name], at, found)
        else if ('run' in member)
          found.push(finding('contract.missing', at, { path: at, expected: check.expected }))
      }
      for (const name of Object.keys(given).filter((each) => !Object.hasOwn(members, each))) {
        const at = joinPath(path, name)
        found.push(finding('contract.unknown-field', at, { path: at, hint: hintFor(name, known) }))
      }
    },
  }
}

/** An object whose member names and members each pass a check. */
export const record = (names: Check, members: Check): Check => ({
  expected: expectations.object,
  run(given, path, found) {
    if (!isObject(given)) return void found.push(wrong(expectations.object, given, path))
    for (const [name, member] of Object.entries(given)) {
      names.run(name, joinPath(path, name), found)
      members.run(member, joinPath(path, name), found)
    }
  },
})

/** A list; elements with an `id` are named by it in findings. */
export const list = (elements: Check): Check => ({
  expected: expectations.list,
  run(given, path, found) {
    if (!Array.isArray(given)) return void found.push(wrong(expectations.list, given, path))
    given.forEach((element: unknown, index) => {
      elements.run(element, joinPath(path, elementName(element, index)), found)
    })
  },
})

/** How a list's element is called in paths: by its id, otherwise by its place. */
export const elementName = (element: unknown, index: number): string =>
  isObject(element) && typeof element.id === 'string' ? element.id : String(index)

/** One of several kinds of value, told apart by `choose`; null where it is none of them. */
export const variant = (choose: (given: unknown) => Check | null, expected: Text): Check => ({
  expected,
  run(given, path, found) {
    const check = choose(given)
    if (check === null) found.push(wrong(expected, given, path))
    else check.run(given, path, found)
  },
})

/** One of several objects, told apart by a member that only this one has. */
export const byMember = (checks: Readonly<Record<string, Check>>, expected: Text): Check =>
  variant((given) => {
    const names = isObject(given) ? Object.keys(checks).filter((name) => Object.hasOwn(given, name)) : []
    return names.length === 1 ? (checks[names[0] as string] ?? null) : null
  }, expected)

/** One of several objects, told apart by the value of one member. */
export const byValue = (member: string, checks: Readonly<Record<string, Check>>): Check =>
  variant(
    (given) => {
      const tag = isObject(given) ? given[member] : undefined
      return typeof tag === 'string' && Object.hasOwn(checks, tag) ? (checks[tag] ?? null) : null
    },
    {
      zh: `${member} 为${oneOfText(Object.keys(checks)).zh}的对象`,
      en: `an object whose ${member} is ${oneOfText(Object.keys(checks)).en}`,
    },
  )
