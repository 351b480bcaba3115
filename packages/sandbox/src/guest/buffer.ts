import {
  base64Bytes,
  base64Text,
  hexBytes,
  hexText,
  latin1Bytes,
  latin1Text,
  utf8Bytes,
  utf8Text,
} from './text.ts'

type Encoding = string | undefined

/** The part of Node's `Buffer` that published payload codecs use. Runs inside the isolate. */
export class GuestBuffer extends Uint8Array {
  static override from(source: unknown, encodingOrOffset?: unknown, length?: unknown): GuestBuffer {
    if (typeof source === 'string') return new GuestBuffer(bytesOf(source, encodingOrOffset as Encoding))
    if (source instanceof ArrayBuffer) {
      return new GuestBuffer(source, encodingOrOffset as number | undefined, length as number | undefined)
    }
    const wrapped = source as { type?: unknown; data?: unknown } | null
    const list = wrapped?.type === 'Buffer' && Array.isArray(wrapped.data) ? wrapped.data : source
    if (typeof list !== 'object' || list === null)
      throw new TypeError('Buffer.from takes a string, a list of bytes or an ArrayBuffer')
    return new GuestBuffer(Array.from(list as ArrayLike<number>))
  }

  static alloc(size: number, fill: number | string = 0, encoding?: Encoding): GuestBuffer {
    return new GuestBuffer(size).fill(fill as number, undefined, undefined, encoding)
  }

  static allocUnsafe(size: number): GuestBuffer {
    return new GuestBuffer(size)
  }

  static isBuffer(value: unknown): boolean {
    return value instanceof GuestBuffer
  }

  static byteLength(text: string | Uint8Array, encoding?: Encoding): number {
    return typeof text === 'string' ? bytesOf(text, encoding).length : text.byteLength
  }

  static concat(list: readonly Uint8Array[], total?: number): GuestBuffer {
    const size = total ?? list.reduce((sum, part) => sum + part.length, 0)
    const whole = new GuestBuffer(size)
    let at = 0
    for (const part of list) {
      if (at >= size) break
      whole.set(part.subarray(0, size - at), at)
      at += part.length
    }
    return whole
  }

  static compare(a: Uint8Array, b: Uint8Array): number {
    for (let at = 0; at < Math.min(a.length, b.length); at++) {
      if (a[at] !== b[at]) return (a[at] as number) < (b[at] as number) ? -1 : 1
    }
    return Math.sign(a.length - b.length)
  }

  override toString(encoding?: Encoding, start = 0, end = this.length): string {
    return textOf(this.subarray(start, end), encoding)
  }

  toJSON(): { type: 'Buffer'; data: number[] } {
    return { type: 'Buffer', data: Array.from(this) }
  }

  equals(other: Uint8Array): boolean {
    return GuestBuffer.compare(this, other) === 0
  }

  /** As in Node: shares memory, unlike `Uint8Array.prototype.slice`. */
  override slice(start?: number, end?: number): GuestBuffer {
    return this.subarray(start, end) as GuestBuffer
  }

  // @ts-expect-error Node's has one argument more and takes text
  override fill(value: number | string, start?: number, end?: number, encoding?: Encoding): GuestBuffer {
    if (typeof value === 'number') return super.fill(value, start, end) as unknown as GuestBuffer
    const bytes = bytesOf(value, encoding)
    for (let at = start ?? 0; bytes.length > 0 && at < (end ?? this.length); at++)
      this[at] = bytes[at % bytes.length] as number
    return this
  }

  copy(target: Uint8Array, targetStart = 0, start = 0, end = this.length): number {
    const part = this.subarray(start, Math.min(end, start + target.length - targetStart))
    target.set(part, targetStart)
    return part.length
  }

  write(text: string, offset = 0, length = this.length - offset, encoding?: Encoding): number {
    const bytes = bytesOf(text, encoding).slice(0, Math.min(length, this.length - offset))
    this.set(bytes, offset)
    return bytes.length
  }

  readUIntBE(offset: number, size: number): number {
    let value = 0
    for (let at = 0; at < size; at++) value = value * 256 + byteAt(this, offset + at)
    return value
  }

  readUIntLE(offset: number, size: number): number {
    let value = 0
    for (let at = size - 1; at >= 0; at--) value = value * 256 + byteAt(this, offset + at)
    return value
  }

  readIntBE(offset: number, size: number): number {
    return signed(this.readUIntBE(offset, size), size)
  }

  readIntLE(offset: number, size: number): number {
    return signed(this.readUIntLE(offset, size), size)
  }

  writeUIntBE(value: number, offset: number, size: number): number {
    for (let at = size - 1; at >= 0; at--) {
      this[checked(this, offset + at)] = value & 0xff
      value = Math.floor(value / 256)
    }
    return offset + size
  }

  writeUIntLE(value: number, offset: number, size: number): number {
    for (let at = 0; at < size; at++) {
      this[checked(this, offset + at)] = value & 0xff
      value = Math.floor(value / 256)
    }
    return offset + size
  }

  /** Two's complement falls out of the division by itself. */
  writeIntBE(value: number, offset: number, size: number): number {
    return this.writeUIntBE(value, offset, size)
  }

  writeIntLE(value: number, offset: number, size: number): number {
    return this.writeUIntLE(value, offset, size)
  }

  compare(other: Uint8Array): number {
    return GuestBuffer.compare(this, other)
  }

  swap16(): this {
    for (let at = 0; at + 1 < this.length; at += 2)
      [this[at], this[at + 1]] = [this[at + 1] as number, this[at] as number]
    return this
  }
}

/** Puts `Buffer` and its fixed-size readers and writers into the guest's world. */
export function installBuffer(): void {
  addFixedSizes()
  addViewed()
  Object.defineProperty(GuestBuffer, 'name', { value: 'Buffer' })
  Object.defineProperty(globalThis, 'Buffer', { value: GuestBuffer, writable: true, configurable: true })
}

/** `readUInt16BE`, `writeInt32LE` … and their spellings with `Uint`. */
function addFixedSizes(): void {
  for (const size of [1, 2, 4]) {
    for (const order of size === 1 ? [''] : ['BE', 'LE']) {
      const suffix = `${size * 8}${order}`
      const end = order === 'LE' ? 'LE' : 'BE'
      add(`readUInt${suffix}`, function (offset = 0) {
        return end === 'LE' ? this.readUIntLE(offset, size) : this.readUIntBE(offset, size)
      })
      add(`readInt${suffix}`, function (offset = 0) {
        return end === 'LE' ? this.readIntLE(offset, size) : this.readIntBE(offset, size)
      })
      for (const sign of ['Int', 'UInt']) {
        add(`write${sign}${suffix}`, function (value, offset = 0) {
          return end === 'LE' ? this.writeUIntLE(value, offset, size) : this.writeUIntBE(value, offset, size)
        })
      }
    }
  }
}

/** What `DataView` does: floats, doubles and 64-bit integers. */
function addViewed(): void {
  const kinds = [
    ['Float', 'Float32', 4],
    ['Double', 'Float64', 8],
    ['BigInt64', 'BigInt64', 8],
    ['BigUInt64', 'BigUint64', 8],
  ] as const
  for (const [name, kind, size] of kinds) {
    for (const order of ['BE', 'LE']) {
      add(`read${name}${order}`, function (offset = 0) {
        return view(this)[`get${kind}`](offset, order === 'LE') as number
      })
      add(`write${name}${order}`, function (value, offset = 0) {
        view(this)[`set${kind}`](offset, value as never, order === 'LE')
        return offset + size
      })
    }
  }
}

function add(name: string, method: (this: GuestBuffer, first: number, second?: number) => number): void {
  for (const spelling of new Set([name, name.replace('UInt', 'Uint')])) {
    Object.defineProperty(GuestBuffer.prototype, spelling, {
      value: method,
      writable: true,
      configurable: true,
    })
  }
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function byteAt(bytes: Uint8Array, at: number): number {
  return bytes[checked(bytes, at)] as number
}

function checked(bytes: Uint8Array, at: number): number {
  if (!Number.isInteger(at) || at < 0 || at >= bytes.length)
    throw new RangeError(`offset ${at} is outside of the ${bytes.length} bytes`)
  return at
}

function signed(value: number, size: number): number {
  const half = 2 ** (size * 8 - 1)
  return value >= half ? value - half * 2 : value
}

function bytesOf(text: string, encoding: Encoding): number[] {
  switch (encoding?.toLowerCase()) {
    case 'hex':
      return hexBytes(text)
    case 'base64':
    case 'base64url':
      return base64Bytes(text)
    case 'ascii':
    case 'latin1':
    case 'binary':
      return latin1Bytes(text)
    default:
      return utf8Bytes(text)
  }
}

function textOf(bytes: Uint8Array, encoding: Encoding): string {
  switch (encoding?.toLowerCase()) {
    case 'hex':
      return hexText(bytes)
    case 'base64':
      return base64Text(bytes)
    case 'base64url':
      return base64Text(bytes).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
    case 'ascii':
      return latin1Text(bytes, 0x7f)
    case 'latin1':
    case 'binary':
      return latin1Text(bytes)
    default:
      return utf8Text(bytes)
  }
}
