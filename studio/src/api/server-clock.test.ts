import { expect, test } from 'vitest'
import { noteServerTime, serverNow } from './server-clock.ts'

test("a phone whose clock is ten minutes slow still sees the server's time", () => {
  noteServerTime(new Date(Date.now() + 600_000).toUTCString())
  expect(Math.abs(serverNow() - Date.now() - 600_000)).toBeLessThan(2000)
})

test('a missing or unreadable header changes nothing', () => {
  const before = serverNow() - Date.now()
  noteServerTime(null)
  noteServerTime('soon')
  expect(Math.abs(serverNow() - Date.now() - before)).toBeLessThan(50)
})
