import type { IncomingMessage } from 'node:http'
import { secretMatches } from '../secret-matches.ts'
import type { KnownChargePoint } from './suppliers.ts'

/** The charge point id in `/ocpp/<id>`, or null for any other path. */
export function stationOf(url: string | undefined): string | null {
  const id = /^\/ocpp\/([^/?#]+)(?:[?#].*)?$/.exec(url ?? '')?.[1]
  if (id === undefined) return null
  try {
    const station = decodeURIComponent(id)
    return station.length <= 48 && !/\p{Cc}/u.test(station) ? station : null
  } catch {
    return null
  }
}

/** Whether the connection proves to be the charge point: always where no password is registered. */
export function isProved(
  request: IncomingMessage,
  station: string,
  { passwordHash }: KnownChargePoint,
): boolean {
  if (passwordHash === null) return true
  const encoded = /^Basic\s+([A-Za-z0-9+/=_-]+)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (encoded === undefined) return false
  const shown = Buffer.from(encoded, 'base64').toString('utf8')
  // The user name is the id itself, colons and all.
  return shown.startsWith(`${station}:`) && secretMatches(shown.slice(station.length + 1), passwordHash)
}
