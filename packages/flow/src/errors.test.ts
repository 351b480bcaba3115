import { expect, test } from 'vitest'
import { flowErrors, refusal } from './errors.ts'

const params = (line: string) => [...line.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort()

test('ERRORS.md and the table agree', async () => {
  const sections = Object.entries(flowErrors).map(
    ([code, { fault, zh, en }]) => `## ${code}\n\nFault: ${fault}\n\n${zh}\n\n${en}\n`,
  )
  const intro = 'Refusals of `advance` (fault: caller) and findings of `checkFlow` (fault: plugin).\n'
  const page = ['# Errors of the flow\n', intro, ...sections].join('\n')
  await expect(page).toMatchFileSnapshot('../ERRORS.md')
})

test('both languages of a message name the same parameters', () => {
  for (const { zh, en } of Object.values(flowErrors)) expect(params(zh)).toEqual(params(en))
})

test('a refusal carries ids on the wire and names in its texts', () => {
  const step = { id: 'sign', zh: '签收', en: 'sign for' }
  const built = refusal('flow.not-now', { case: 'e1', action: 'close', step, possible: 'note' })
  expect(built.params).toEqual({ case: 'e1', action: 'close', step: 'sign', possible: 'note' })
  expect(built.text.zh).toContain('“签收”')
  expect(built.text.en).toContain('"sign for"')
})
