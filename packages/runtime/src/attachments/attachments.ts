import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { runtimeError } from '../errors.ts'
import { type AttachmentType, sniffLength, sniffType } from './sniff.ts'

/** A stored file. The same bytes have the same hash and are stored once. */
export interface StoredFile {
  /** sha256, hex. */
  readonly hash: string
  readonly type: AttachmentType
  readonly size: number
}

/** Files by the hash of their content, under one directory. */
export interface AttachmentStore {
  readonly limit: number
  /** Stores a stream once it is whole, of an accepted type and on disk. `declared`: the type the sender claims. */
  put(content: AsyncIterable<Uint8Array>, name: string, declared: string): Promise<StoredFile>
  /** The content of a stored file. */
  read(hash: string): Readable
}

/** Opens the store in `dir`; a file may have `limit` bytes. */
export function createAttachmentStore(dir: string, limit = 20 * 1024 * 1024): AttachmentStore {
  const fileOf = (hash: string) => join(dir, hash.slice(0, 2), hash)
  return {
    limit,
    read: (hash) => createReadStream(fileOf(hash)),
    async put(content, name, declared) {
      const incoming = join(dir, 'incoming')
      await mkdir(incoming, { recursive: true })
      const draft = join(incoming, randomUUID())
      try {
        const stored = await writeDraft(draft, content, { name, declared, limit })
        await mkdir(join(dir, stored.hash.slice(0, 2)), { recursive: true })
        await rename(draft, fileOf(stored.hash))
        return stored
      } finally {
        await rm(draft, { force: true })
      }
    },
  }
}

interface Incoming {
  readonly name: string
  readonly declared: string
  readonly limit: number
}

async function writeDraft(
  path: string,
  content: AsyncIterable<Uint8Array>,
  incoming: Incoming,
): Promise<StoredFile> {
  const hash = createHash('sha256')
  let head = new Uint8Array()
  let size = 0
  await using file = await open(path, 'wx')
  for await (const chunk of content) {
    size += chunk.length
    if (size > incoming.limit)
      throw runtimeError('attachment.too-large', { name: incoming.name, limit: incoming.limit })
    if (head.length < sniffLength)
      head = new Uint8Array([...head, ...chunk.subarray(0, sniffLength - head.length)])
    hash.update(chunk)
    await file.write(chunk)
  }
  const type = acceptedType(head, incoming)
  await file.datasync()
  return { hash: hash.digest('hex'), type, size }
}

function acceptedType(head: Uint8Array, { name, declared }: Incoming): AttachmentType {
  const type = sniffType(head)
  if (type === null) throw runtimeError('attachment.type', { name })
  if (
    declared !== type &&
    declared !== 'application/octet-stream' &&
    !(declared === 'image/jpg' && type === 'image/jpeg')
  )
    throw runtimeError('attachment.mismatch', { name, declared, found: type })
  return type
}
