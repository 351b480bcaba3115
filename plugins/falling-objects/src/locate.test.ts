import { expect, test } from 'vitest'
import { locate } from './locate.ts'

const value = { camera: 'cam-1' }

test('a camera in the table has its building and side', () => {
  const facade = { building: '3号楼', side: '北立面' }
  expect(locate({ value, rows: { facade } })).toEqual(facade)
})

test('a camera nobody entered is its own building, so that its throws are counted together', () => {
  expect(locate({ value, rows: { facade: null } })).toEqual({ building: 'cam-1', side: '' })
})
