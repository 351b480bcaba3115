import { expect, test } from 'vitest'
import { sniffType } from './sniff.ts'

const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0))

test('files are told by their first bytes', () => {
  expect(sniffType(Uint8Array.from([0xff, 0xd8, 0xff, 0xe1]))).toBe('image/jpeg')
  expect(sniffType(bytes('\x89PNG\r\n\x1a\n'))).toBe('image/png')
  expect(sniffType(bytes('RIFF1234WEBPVP8 '))).toBe('image/webp')
  expect(sniffType(bytes('%PDF-1.7'))).toBe('application/pdf')
})

test('what only begins alike, is cut short or can run is none of them', () => {
  for (const text of ['RIFF1234WAVE', 'RIFF1234WEB', '<svg>', 'GIF89a', '%PDF', '', ' %PDF-1.7'])
    expect(sniffType(bytes(text))).toBeNull()
  expect(sniffType(Uint8Array.from([0xff, 0xd8]))).toBeNull()
})
