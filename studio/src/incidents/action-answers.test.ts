import { expect, test } from 'vitest'
import { emptyAnswers, missing, startAnswers } from './action-answers.ts'
import type { StepField } from './incident.ts'

const fields = [
  { field: 'assignee', required: true, role: 'grid-worker' },
  { field: 'form', required: true, form: 'visit' },
  { field: 'note', required: true },
  { field: 'photo', required: false },
] satisfies StepField[]

test('required fields are missing until they are given', () => {
  const nothing = emptyAnswers('normal')
  expect([...missing(fields, nothing)]).toEqual(['assignee', 'form:visit', 'note'])
  const some = { ...nothing, note: ' ok ', assignee: { role: 'grid-worker', person: null } }
  expect([...missing(fields, some)]).toEqual(['form:visit'])
})

test('blanks are no note, and answers that do not hold are no form', () => {
  const given = { ...emptyAnswers('normal'), note: '  ', forms: { visit: { values: {}, valid: false } } }
  expect(missing(fields, given)).toContain('note')
  expect(missing(fields, given)).toContain('form:visit')
})

test('whoever is meant to get it is proposed', () => {
  expect(startAnswers({ fields }, 'urgent')).toMatchObject({
    grade: 'urgent',
    assignee: { role: 'grid-worker', person: null },
  })
  expect(startAnswers({ fields: [] }, 'normal').assignee).toBeNull()
})
