// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { SearchField } from './search-field.tsx'

const searched: string[] = []

beforeEach(() => {
  vi.useFakeTimers()
  searched.length = 0
  render(<SearchField value="" label="搜索" onSearch={(text) => searched.push(text)} />)
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const type = (value: string) => fireEvent.change(screen.getByLabelText('搜索'), { target: { value } })

test('pinyin that is still being composed is not searched', () => {
  const input = screen.getByLabelText('搜索')
  fireEvent.compositionStart(input)
  type("du'ju")
  vi.advanceTimersByTime(2000)
  expect(searched).toEqual([])
  type('独居')
  fireEvent.compositionEnd(input)
  vi.advanceTimersByTime(300)
  expect(searched).toEqual(['独居'])
})

test('fast typing searches once, at its end', () => {
  type('3')
  type('3号')
  type('3号楼 ')
  vi.advanceTimersByTime(300)
  expect(searched).toEqual(['3号楼'])
})
