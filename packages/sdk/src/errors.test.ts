import { expect, test } from 'vitest'
import { finding, SdkError, sdkError, sdkErrors } from './errors.ts'

const params = (line: string) => [...line.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort()

test('ERRORS.md and the table agree', async () => {
  const sections = Object.entries(sdkErrors).map(
    ([code, { fault, zh, en }]) => `## ${code}\n\nFault: ${fault}\n\n${zh}\n\n${en}\n`,
  )
  const intro =
    'Findings of `checkContract` (contract) and of `linli plugin check` and `build` (plugin), errors of the bench (bench, golden).\n'
  const page = ['# Errors of the SDK\n', intro, ...sections].join('\n')
  await expect(page).toMatchFileSnapshot('../ERRORS.md')
})

test('both languages of a message name the same parameters', () => {
  for (const { zh, en } of Object.values(sdkErrors)) expect(params(zh)).toEqual(params(en))
})

test('a parameter in both languages stands in each text in its own, and in English on the wire', () => {
  const what = { zh: '服务', en: 'the command' }
  const { text, params } = finding('contract.capability', 'rules.a', { path: 'rules.a', what })
  expect(text.zh).toContain('使用了服务，')
  expect(text.en).toContain('uses the command,')
  expect(params).toEqual({ path: 'rules.a', what: 'the command' })
})

test('an error keeps its cause, its findings and the English sentence', () => {
  const cause = new TypeError('no')
  const error = sdkError('plugin.load', { plugin: 'x', reason: 'no {plugin}' }, { cause })
  expect(error).toBeInstanceOf(SdkError)
  expect(error).toMatchObject({ code: 'plugin.load', fault: 'plugin', cause, findings: [] })
  expect(error.message).toBe(
    'The src/index.ts of plugin "x" cannot be loaded: no {plugin}. Correct it and try again.',
  )
})
