import { expect, test } from 'vitest'
import { KernelError, kernelError, kernelErrors, sentence } from './errors.ts'

const params = (line: string) => [...line.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort()

test('ERRORS.md and the table agree', async () => {
  const sections = Object.entries(kernelErrors).map(
    ([code, { fault, zh, en }]) => `## ${code}\n\nFault: ${fault}\n\n${zh}\n\n${en}\n`,
  )
  const intro =
    'Refusals of the kernel, and findings of `checkRule` and `checkProgram`: these name the rule and the place in it.\n'
  const page = ['# Errors of the kernel\n', intro, ...sections].join('\n')
  await expect(page).toMatchFileSnapshot('../ERRORS.md')
})

test('both languages of a message name the same parameters', () => {
  for (const { zh, en } of Object.values(kernelErrors)) expect(params(zh)).toEqual(params(en))
})

test('an error carries its code, fault and both sentences', () => {
  const cause = new RangeError('deep')
  const error = kernelError('kernel.logic-too-deep', { at: 'when', limit: 50 }, cause)
  expect(error).toBeInstanceOf(KernelError)
  expect(error).toMatchObject({
    code: 'kernel.logic-too-deep',
    fault: 'plugin',
    cause,
    params: { at: 'when' },
  })
  expect(error.message).toBe(error.text.en)
  expect(error.text).toEqual(sentence('kernel.logic-too-deep', { at: 'when', limit: 50 }))
})
