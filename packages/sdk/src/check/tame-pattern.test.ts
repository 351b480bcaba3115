import { expect, test } from 'vitest'
import { isTamePattern } from './tame-pattern.ts'

test.each([
  '^[^\\s·.•-]{5,10}$',
  '^\\d{4}-\\d{2}$',
  '^[A-Z]+$',
  '^(?:in|out)$',
  '^京[A-Z][A-Z0-9]{5,6}$',
  '^a?b?c*$',
  '^\\$\\)\\*$',
])('%s is tame', (pattern) => {
  expect(isTamePattern(pattern)).toBe(true)
})

test.each([
  '(',
  '[a-z]+',
  '^a',
  '^a\\$',
  '^(a+)+$',
  '^(?:a|a)*$',
  '^a*a*$',
  '^a*b{2,}$',
  '^(a|b|c)(d){2,9}$',
  '^a|b$',
  '^(?=a)a$',
  '^(a)\\1$',
  '^(?<x>a)\\k<x>$',
  `^${'a{0,99}'.repeat(3)}$`,
  `^${'(a|a)'.repeat(20)}$`,
  `^${'a'.repeat(300)}$`,
])('%s is not', (pattern) => {
  expect(isTamePattern(pattern)).toBe(false)
})

test('what is tame gives up at once, however long the text', () => {
  for (const pattern of ['^[A-Z]+$', '^a?b?c*$', '^[^\\s]{5,10}$', '^a{0,9}a{0,9}a{0,9}b$']) {
    expect(isTamePattern(pattern)).toBe(true)
    expect(new RegExp(pattern, 'u').test(`${'a'.repeat(1_000_000)}!`)).toBe(false)
  }
})
