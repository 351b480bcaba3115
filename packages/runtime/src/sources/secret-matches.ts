import { timingSafeEqual } from 'node:crypto'
import { hashSecret } from '../access/secret.ts'

/** Compares a secret with a stored hash; how long it takes tells nothing about either. */
export function secretMatches(secret: string, storedHash: string): boolean {
  const shown = Buffer.from(hashSecret(secret))
  const stored = Buffer.from(storedHash)
  return shown.length === stored.length && timingSafeEqual(shown, stored)
}
