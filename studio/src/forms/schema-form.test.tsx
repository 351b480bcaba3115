// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { I18nContextProvider } from 'react-admin'
import { afterEach, expect, test } from 'vitest'
import { i18nProvider } from '../i18n/provider.ts'
import type { Answers } from './csp-validator.ts'
import SchemaForm from './schema-form.tsx'

const visit = {
  type: 'object',
  required: ['found'],
  properties: {
    found: {
      type: 'string',
      enum: ['ok', 'fallen'],
      labels: { ok: { zh: '正常', en: 'fine' }, fallen: { zh: '摔倒', en: 'fallen' } },
      label: { zh: '现场情况', en: 'Found' },
    },
    minutes: { type: 'integer', maximum: 60, unit: 'min', label: { zh: '停留', en: 'Stay' } },
    remark: { type: 'string', label: { zh: '说明', en: 'Remark' } },
  },
}

const submitted: Answers[] = []

function Host({ eager = false }: { readonly eager?: boolean }) {
  const [values, setValues] = useState<Answers>({})
  return (
    <QueryClientProvider client={new QueryClient()}>
      <I18nContextProvider value={i18nProvider}>
        <SchemaForm
          schema={visit}
          values={values}
          eager={eager}
          onChange={setValues}
          onSubmit={(answers) => submitted.push(answers)}
        >
          <button type="submit">提交</button>
        </SchemaForm>
      </I18nContextProvider>
    </QueryClientProvider>
  )
}

afterEach(() => {
  cleanup()
  submitted.length = 0
})

const submit = () => fireEvent.click(screen.getByText('提交'))

test('nothing is chosen beforehand, and a missing answer is named in Chinese', async () => {
  render(<Host />)
  expect(screen.getAllByRole('radio').some((radio) => (radio as HTMLInputElement).checked)).toBe(false)
  submit()
  expect((await screen.findByTestId('field-error')).textContent).toBe('请填写“现场情况”')
  expect(submitted).toEqual([])
})

test('valid answers are handed in as data, numbers as numbers', async () => {
  render(<Host />)
  fireEvent.click(screen.getByLabelText('摔倒'))
  fireEvent.change(screen.getByLabelText(/停留/), { target: { value: '12' } })
  submit()
  await expect.poll(() => submitted).toEqual([{ found: 'fallen', minutes: 12 }])
})

test('a limit is said beside its field', async () => {
  render(<Host />)
  fireEvent.click(screen.getByLabelText('正常'))
  fireEvent.change(screen.getByLabelText(/停留/), { target: { value: '90' } })
  submit()
  expect((await screen.findByTestId('field-error')).textContent).toBe('“停留”不能大于 60')
})

test('where a form begins filled in, a value over its limit is marked when its field is left', async () => {
  render(<Host eager />)
  const field = screen.getByLabelText(/停留/)
  fireEvent.change(field, { target: { value: '500' } })
  expect(screen.queryByTestId('field-error')).toBeNull()
  fireEvent.blur(field)
  await expect
    .poll(() => screen.queryAllByTestId('field-error').map((error) => error.textContent))
    .toContain('“停留”不能大于 60')
})
