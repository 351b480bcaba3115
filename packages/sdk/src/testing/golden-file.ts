import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { actionNames } from '@linli/flow'
import {
  type Check,
  isObject,
  list,
  object,
  oneOf,
  optional,
  record,
  value,
  variant,
} from '../check/shape.ts'
import { json, string, text } from '../check/words.ts'
import type { Contract } from '../contract.ts'
import type { Scenario } from '../define/define-scenario.ts'
import { type Finding, sdkError } from '../errors.ts'
import { type Golden, type GoldenDifference, runGolden } from './golden.ts'

const anyObject = value(isObject, { zh: '对象', en: 'an object' })

const device: Check = variant(
  (given) =>
    isObject(given) ? object({ model: string, place: optional(string), address: optional(string) }) : string,
  { zh: '物模型名或 {model, place, address}', en: 'a model or {model, place, address}' },
)

const expectation = object({
  alerts: optional(list(anyObject)),
  commands: optional(list(anyObject)),
  tasks: optional(list(anyObject)),
  records: optional(record(string, anyObject)),
  refused: optional(list(string)),
})

const step = object({
  at: optional(string),
  device: optional(string),
  reports: optional(anyObject),
  time: optional(string),
  source: optional(string),
  receives: optional(anyObject),
  form: optional(string),
  submits: optional(anyObject),
  rule: optional(string),
  acts: optional(oneOf(actionNames)),
  given: optional(anyObject),
  note: optional(string),
  expect: optional(expectation),
})

const golden = object({
  title: text,
  start: optional(string),
  settings: optional(record(string, json)),
  reference: optional(record(string, list(anyObject))),
  devices: optional(record(string, device)),
  steps: list(step),
})

/** Reads a golden scenario from a JSON file; fails with `golden.unreadable`, which names the first wrong field. */
export function readGolden(file: string | URL): Golden {
  const fail = (reason: string, cause?: unknown) =>
    sdkError('golden.unreadable', { file: basename(pathOf(file)), reason }, { cause })
  let read: unknown
  try {
    read = JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw fail((cause as Error).message, cause)
  }
  const found: Finding[] = []
  golden.run(read, '', found)
  const [first] = found
  if (first !== undefined)
    throw fail(`${first.path}: ${first.params.hint ?? first.params.expected ?? first.code}`)
  return read as Golden
}

/**
 * One test for each golden scenario of a folder: `goldenTests(test, scenario, new URL('../golden/', import.meta.url))`
 * with the `test` of vitest or of node.
 */
export function goldenTests<Of extends Contract>(
  test: (name: string, run: () => void) => unknown,
  scenario: Scenario<Of>,
  folder: string | URL,
): void {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
  for (const name of files.sort()) {
    test(basename(name, '.json'), () => {
      const read = readGolden(join(pathOf(folder), name))
      const found = runGolden(scenario as Scenario, read)
      const [first] = found
      if (first === undefined) return
      throw sdkError('golden.differs', {
        title: read.title,
        count: String(found.length),
        first: describe(first),
      })
    })
  }
}

const pathOf = (file: string | URL): string => (typeof file === 'string' ? file : fileURLToPath(file))

const describe = ({ at, what, expected, actual }: GoldenDifference) => ({
  zh: `${at} 的 ${what} 应为 ${JSON.stringify(expected)}，实际 ${JSON.stringify(actual)}。`,
  en: `${what} at ${at} must be ${JSON.stringify(expected)}, but are ${JSON.stringify(actual)}.`,
})
