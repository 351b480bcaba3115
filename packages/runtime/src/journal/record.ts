import { crc32 } from 'node:zlib'
import type { JournalEntry, JournalInput } from './journal.ts'

/**
 * One record on disk, little endian:
 *
 *     u32 length of the body · u32 CRC32 of the body, seeded by the segment · body
 *     body: u48 position · u48 stamp · u8 type (1 message, 2 control, + 128 first of its group) · fields
 *
 * Texts and byte strings are a u32 length and their bytes; a text that is null has the length 0xffffffff. The first
 * record of a group is written only after everything before it was synced: that is how recovery tells a torn last
 * write, which nobody was promised, from damage to what was acknowledged. The seed keeps a message that contains
 * the bytes of a record from being taken for one.
 */
export const recordHeader = 8
const fixedBody = 13
const typeAt = 12
const groupFlag = 0x80
const none = 0xffffffff

/** No record may be longer, so that each fits into a segment. */
export const recordLimit = 8 * 1024 * 1024

/** At most how many bytes the record of an entry can take: what to keep free before encoding. */
export function recordBound(entry: JournalInput): number {
  let characters = entry.community.length
  if (entry.type === 'control') characters += entry.control.length
  else {
    characters += entry.source.length + entry.channel.length + (entry.address?.length ?? 0)
    for (const key in entry.meta) characters += key.length + entry.meta[key]!.length + 3
  }
  return recordHeader + fixedBody + 28 + characters * 3 + entry.body.byteLength
}

/** Writes the body of an entry's record at `start` and returns where it ends; `sealRecord` makes it valid. */
export function encodeRecord(
  target: Buffer,
  start: number,
  entry: JournalInput,
  position: number,
  stamp: number,
): number {
  const body = start + recordHeader
  target.writeUIntLE(position, body, 6)
  target.writeUIntLE(stamp, body + 6, 6)
  target[body + typeAt] = entry.type === 'message' ? 1 : 2
  let at = writeText(target, body + fixedBody, entry.community)
  if (entry.type === 'control') at = writeText(target, at, entry.control)
  else {
    at = writeText(target, at, entry.source)
    at = writeText(target, at, entry.channel)
    at = entry.address === null ? target.writeUInt32LE(none, at) : writeText(target, at, entry.address)
    at = writeMeta(target, at, entry.meta)
  }
  at = target.writeUInt32LE(entry.body.byteLength, at)
  target.set(entry.body, at)
  return at + entry.body.byteLength
}

/** Gives an encoded record its length and checksum: when the segment it goes to, and whether it leads a group, is known. */
export function sealRecord(target: Buffer, start: number, end: number, seed: number, leads: boolean): void {
  const body = start + recordHeader
  if (leads) target[body + typeAt]! |= groupFlag
  target.writeUInt32LE(end - body, start)
  target.writeUInt32LE(crc32(target.subarray(body, end), seed), start + 4)
}

function writeText(target: Buffer, at: number, text: string): number {
  const length = target.write(text, at + 4)
  target.writeUInt32LE(length, at)
  return at + 4 + length
}

function writeMeta(target: Buffer, start: number, meta: Readonly<Record<string, string>>): number {
  let count = 0
  let at = start + 4
  for (const key in meta) {
    at = writeText(target, writeText(target, at, key), meta[key]!)
    count += 1
  }
  target.writeUInt32LE(count, start)
  return at
}

/** What stands at a place of a segment: a record, nothing (zeros or the end), or bytes that are no record. */
export type Found =
  | {
      readonly kind: 'record'
      readonly end: number
      readonly position: number
      readonly stamp: number
      readonly leads: boolean
    }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'wrong'; readonly reason: string }
  /** The record goes on behind the bytes at hand, up to `end`. */
  | { readonly kind: 'cut'; readonly end: number }

/** Looks at the record that starts at `start` and checks its CRC, without decoding it. */
export function findRecord(bytes: Buffer, start: number, seed: number): Found {
  const body = start + recordHeader
  if (body > bytes.length) return { kind: 'cut', end: body }
  const length = bytes.readUInt32LE(start)
  const checksum = bytes.readUInt32LE(start + 4)
  if (length === 0 && checksum === 0) return { kind: 'nothing' }
  if (length < fixedBody || length > recordLimit) return { kind: 'wrong', reason: `length ${length}` }
  const end = body + length
  if (end > bytes.length) return { kind: 'cut', end }
  if (crc32(bytes.subarray(body, end), seed) !== checksum) return { kind: 'wrong', reason: 'checksum' }
  return {
    kind: 'record',
    end,
    position: bytes.readUIntLE(body, 6),
    stamp: bytes.readUIntLE(body + 6, 6),
    leads: (bytes[body + typeAt]! & groupFlag) !== 0,
  }
}

/** Decodes the record that `findRecord` found at `start`. Its body shares the memory of `bytes`. */
export function decodeRecord(bytes: Buffer, start: number): JournalEntry {
  const body = start + recordHeader
  const reader = { bytes, at: body + fixedBody }
  const position = bytes.readUIntLE(body, 6)
  const stamp = bytes.readUIntLE(body + 6, 6)
  const community = readText(reader)
  if ((bytes[body + typeAt]! & ~groupFlag) === 2) {
    return { position, stamp, type: 'control', community, control: readText(reader), body: readBytes(reader) }
  }
  const source = readText(reader)
  const channel = readText(reader)
  const address = readNullableText(reader)
  const meta = readMeta(reader)
  return {
    position,
    stamp,
    type: 'message',
    community,
    source,
    channel,
    address,
    meta,
    body: readBytes(reader),
  }
}

interface Reader {
  readonly bytes: Buffer
  at: number
}

function readLength(reader: Reader): number {
  const length = reader.bytes.readUInt32LE(reader.at)
  reader.at += 4
  return length
}

function readBytes(reader: Reader, length = readLength(reader)): Buffer {
  const start = reader.at
  reader.at += length
  return reader.bytes.subarray(start, reader.at)
}

function readText(reader: Reader, length = readLength(reader)): string {
  const start = reader.at
  reader.at += length
  return reader.bytes.toString('utf8', start, reader.at)
}

function readNullableText(reader: Reader): string | null {
  const length = readLength(reader)
  return length === none ? null : readText(reader, length)
}

function readMeta(reader: Reader): Record<string, string> {
  const meta: Record<string, string> = {}
  for (let left = readLength(reader); left > 0; left -= 1) {
    const key = readText(reader)
    meta[key] = readText(reader)
  }
  return meta
}
