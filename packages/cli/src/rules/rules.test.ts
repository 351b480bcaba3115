import { expect, test } from 'vitest'
import { linli } from '../testing/linli.ts'
import { sharedData } from '../testing/shared.ts'

async function evaluate(lines: readonly string[], ...more: string[]): Promise<unknown[]> {
  const { out, code } = await linli(['rules', 'eval', ...more], `${lines.join('\n')}\n`)
  expect(code).toBe(0)
  return out.map((line) => JSON.parse(line))
}

interface OfficialCase {
  readonly rule: unknown
  readonly data?: unknown
  readonly result: unknown
}

const official = sharedData('jsonlogic/compatible.json')

test.skipIf(official === null)(
  'the 278 official cases hold in the sandbox',
  { timeout: 30_000 },
  async () => {
    const cases = (JSON.parse(official ?? '[]') as (string | OfficialCase)[]).filter(
      (one) => typeof one !== 'string',
    )
    expect(cases).toHaveLength(278)
    const lines = cases.map(({ rule, data }) =>
      JSON.stringify({ logic: rule, ...(data === undefined ? {} : { data }) }),
    )
    expect(await evaluate(lines, '--standard')).toEqual(cases.map(({ result }) => ({ result })))
  },
)

test('what reads absent data is unknown, unless plain JSONLogic is asked for', {
  timeout: 30_000,
}, async () => {
  const line = '{"logic":{"<":[{"var":"temperature"},5]},"data":{}}'
  expect(await evaluate([line])).toEqual([{ result: null, unknown: true }])
  expect(await evaluate([line], '--standard')).toEqual([{ result: true }])
})

test('whatever cannot be evaluated is a line with a code, and the others go on', {
  timeout: 60_000,
}, async () => {
  const deep = (depth: number) => `${'{"!":['.repeat(depth)}1${']}'.repeat(depth)}`
  const list = JSON.stringify(Array.from({ length: 3000 }, (_, n) => n))
  const within = (body: string) => `{"map":[{"var":""},${body}]}`
  const bad = [
    ['no JSON', 'sandbox.input'],
    ['[]', 'sandbox.input'],
    ['null', 'sandbox.input'],
    ['{"data":{}}', 'sandbox.input'],
    ['{"logic":{"nand":[1,2]}}', 'kernel.unknown-operator'],
    [`{"logic":${deep(20_000)}}`, 'kernel.logic-too-deep'],
    [`{"logic":${deep(200_000)}}`, null],
    [`{"logic":{"map":[{"var":""},{"map":[${list},{"map":[${list},1]}]}]},"data":${list}}`, null],
    [`{"logic":${within(within('1'))},"data":1e999}`, undefined],
    [`{"logic":{"cat":["${'x'.repeat(3_000_000)}"]}}`, null],
  ] as const
  const lines = bad.flatMap(([line]) => [line, '{"logic":{"+":[1,2]}}'])
  const answers = (await evaluate(lines, '--standard')) as { error?: { code: string } }[]
  expect(answers.filter((_, at) => at % 2 === 1)).toEqual(bad.map(() => ({ result: 3 })))
  for (const [at, [line, code]] of bad.entries()) {
    const found = answers[at * 2]?.error?.code
    if (code === undefined) continue
    expect([line.slice(0, 60), found]).toEqual([
      line.slice(0, 60),
      code ?? expect.stringMatching(/^\w+\.[\w-]+$/),
    ])
  }
})

test('numbers come out as JSON has them', { timeout: 30_000 }, async () => {
  const logics = [
    '{"/":[1,0]}',
    '{"*":[1e308,10]}',
    '{"+":["1.5",0.5]}',
    '{"%":[-5,3]}',
    '{"+":[9007199254740993]}',
  ]
  const answers = await evaluate(
    logics.map((logic) => `{"logic":${logic}}`),
    '--standard',
  )
  const noNumber = { error: expect.objectContaining({ code: 'kernel.result-not-a-number' }) as unknown }
  expect(answers).toEqual([noNumber, noNumber, { result: 2 }, { result: -2 }, { result: 9007199254740992 }])
})
