import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { json } from '../store/json.ts'
import type { Store } from '../store/store.ts'

/**
 * What the API calls what has a personal key. Keys of records and rules may be plates or cards; outside they are
 * sealed: the same for everybody, stable for as long as the database lives, and nothing that could be guessed.
 */
export interface PublicIds {
  /** A key as an opaque word that begins with `~`. */
  seal(key: string): string
  /** The key that was sealed; null for anything else, a plain key included. */
  open(sealed: string): string | null
  /** An id as the API shows it: of a record, or of the device it counts as, with its key sealed; any other as it is. */
  shown(id: string): string
  /** The id that is meant by one the API has shown; null where nothing can be meant. */
  meant(id: string): string | null
  /** A short word for an id that nobody asks by, such as that of an observation or an effect. */
  mark(id: string): string
}

/** The first character of a sealed key: no id of a device, a place or an installation begins with it. */
const seal = '~'
const block = 16

/** Public ids under a secret of 32 bytes. */
export function createPublicIds(secret: Buffer): PublicIds {
  const derived = (use: string) => createHmac('sha256', secret).update(use).digest()
  const [tagKey, cipherKey, markKey] = [derived('tag'), derived('cipher'), derived('mark')]
  const tagOf = (text: Uint8Array) => createHmac('sha256', tagKey).update(text).digest().subarray(0, block)

  // Deterministic and authenticated (SIV): the tag of what is within is also where the key stream begins.
  const sealKey = (key: string) => {
    const text = padded(key)
    const tag = tagOf(text)
    const cipher = createCipheriv('aes-256-ctr', cipherKey, tag)
    return seal + Buffer.concat([tag, cipher.update(text), cipher.final()]).toString('base64url')
  }
  const openKey = (sealed: string) => {
    const bytes = Buffer.from(sealed.slice(seal.length), 'base64url')
    if (!sealed.startsWith(seal) || bytes.length < 2 * block) return null
    const tag = bytes.subarray(0, block)
    const decipher = createDecipheriv('aes-256-ctr', cipherKey, tag)
    const text = Buffer.concat([decipher.update(bytes.subarray(block)), decipher.final()])
    return timingSafeEqual(tagOf(text), tag) ? unpadded(text) : null
  }
  return {
    seal: sealKey,
    open: openKey,
    shown(id) {
      const parts = virtualParts(id)
      return parts ? `${parts.owner}:${parts.kind}:${sealKey(parts.key)}` : id
    },
    meant(id) {
      const parts = virtualParts(id)
      if (!parts) return id
      const key = openKey(parts.key)
      return key === null ? null : `${parts.owner}:${parts.kind}:${key}`
    },
    mark: (id) => createHmac('sha256', markKey).update(id).digest('base64url').slice(0, 22),
  }
}

const secretKey = 'public-ids.secret'

/** Public ids under this installation's own secret, which is made at the first start and kept in its database. */
export async function loadPublicIds({ db }: Store): Promise<PublicIds> {
  await db
    .insertInto('settings')
    .values({ key: secretKey, value: json(randomBytes(32).toString('base64url')) })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const { value } = await db
    .selectFrom('settings')
    .select('value')
    .where('key', '=', secretKey)
    .executeTakeFirstOrThrow()
  return createPublicIds(Buffer.from(String(value), 'base64url'))
}

/** The parts of the id of a record, or of the device that a record or a form counts as; null for what is neither. */
export function virtualParts(
  id: string,
): { readonly owner: string; readonly kind: string; readonly key: string } | null {
  const found = /^([^:]*):([^:]*):(.*)$/s.exec(id)
  return found ? { owner: found[1] ?? '', kind: found[2] ?? '', key: found[3] ?? '' } : null
}

/** Lengths of keys are not told either, but for steps of sixteen bytes. */
function padded(key: string): Buffer {
  const text = Buffer.from(key)
  return Buffer.concat([text, Buffer.from([1]), Buffer.alloc(block - 1 - (text.length % block))])
}

function unpadded(text: Buffer): string {
  return text.subarray(0, text.lastIndexOf(1)).toString()
}
