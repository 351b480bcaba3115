/** A fresh key for a write. `crypto.randomUUID` exists only on https and localhost; a community's server may have neither. */
export function idempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
