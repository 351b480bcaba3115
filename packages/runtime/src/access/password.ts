import { hash, verify } from '@node-rs/argon2'

/** argon2id (the library's default) as OWASP recommends it: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** Hashes a password for `accounts.passwordHash`; the salt is within. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, cost)
}

/** Checks a password; an unknown login (null) costs the same time and is false. */
export async function passwordMatches(stored: string | null, password: string): Promise<boolean> {
  const matches = await verify(stored ?? (await nobody()), password)
  return stored !== null && matches
}

let nobodyHash: Promise<string> | undefined

function nobody(): Promise<string> {
  nobodyHash ??= hashPassword('an account that does not exist')
  return nobodyHash
}
