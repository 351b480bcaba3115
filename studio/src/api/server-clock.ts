let offset = 0

/** Takes the server's time from a `Date` header: deadlines are the server's, a phone's clock may be wrong by minutes. */
export function noteServerTime(header: string | null): void {
  const server = header ? Date.parse(header) : Number.NaN
  if (Number.isNaN(server)) return
  const ahead = server - Date.now()
  // The header has whole seconds: smaller differences are rounding, not drift.
  if (Math.abs(ahead - offset) > 2000) offset = ahead
}

/** Now by the server's clock, in ms since 1970. */
export function serverNow(): number {
  return Date.now() + offset
}
