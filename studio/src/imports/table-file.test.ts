import { expect, test } from 'vitest'
import { csvOf } from './table-file.ts'

test('a table begins with the mark by which spreadsheets know UTF-8, and keeps commas and quotes', () => {
  expect(
    csvOf([
      ['名称', '空间'],
      ['东门, "北"', '1号楼'],
    ]),
  ).toBe('\uFEFF名称,空间\r\n"东门, ""北""",1号楼\r\n')
})
