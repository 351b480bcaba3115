import { runtimeError } from '../errors.ts'

/** SQLSTATEs and system errors that say that the database cannot be reached now but may be later. */
const away = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
  'ENOENT',
  '08000',
  '08001',
  '08003',
  '08004',
  '08006',
  '53300',
  '57P01',
  '57P02',
  '57P03',
]) // prettier-ignore
const refused = new Set(['28000', '28P01', '3D000', '42501'])
const full = new Set(['53100', 'ENOSPC'])
/** What `pg` says without a code when its socket went away under it. */
const lost =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/

/** Gives what a database or driver threw a code of ours where it has one; anything else (a broken constraint) passes through. */
export function storeFailure(error: unknown, where: string): unknown {
  if (!(error instanceof Error)) return error
  const { code, message } = error as Error & { code?: string }
  const reason = message || code || 'unknown'
  if (code !== undefined && full.has(code)) return runtimeError('store.full', { where }, { cause: error })
  if (code !== undefined && refused.has(code))
    return runtimeError('store.refused', { where, reason }, { cause: error })
  if ((code !== undefined && away.has(code)) || lost.test(message))
    return runtimeError('store.away', { where, reason }, { cause: error })
  return error
}

/** True for a row that exists already: a unique or primary key was violated. */
export function isDuplicate(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === '23505'
}
