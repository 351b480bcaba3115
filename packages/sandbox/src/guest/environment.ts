/**
 * The guest's world before any foreign code runs: the caller's clock and randomness, nothing that waits,
 * nothing that shares memory. Runs inside the isolate.
 */

/** What the caller fixes before each item. */
export interface Moment {
  now: number
  /** Filled on the first use of `Math.random` from the item itself, so that batches do not matter. */
  random: (() => number) | null
  seed: () => string
}

const gone = [
  'WebAssembly',
  'SharedArrayBuffer',
  'Atomics',
  'WeakRef',
  'FinalizationRegistry',
  'Temporal',
  'gc',
  'AsyncDisposableStack',
] as const

/** Replaces clock and randomness, removes what waits or shares, and fixes the replacements in place. */
export function installEnvironment(moment: Moment): void {
  const world = globalThis as unknown as Record<string, unknown>
  for (const name of gone) delete world[name]
  installClock(moment)
  fix(Math, 'random', () => {
    moment.random ??= createRandom(moment.seed())
    return moment.random()
  })
}

function installClock(moment: Moment): void {
  const RealDate = Date
  const GuestDate = function (this: unknown, ...parts: unknown[]): unknown {
    if (new.target === undefined) return new RealDate(moment.now).toString()
    const args = parts.length === 0 ? [moment.now] : parts
    return Reflect.construct(RealDate, args, new.target)
  }
  Object.defineProperty(GuestDate, 'length', { value: 7 })
  Object.defineProperty(GuestDate, 'name', { value: 'Date' })
  GuestDate.UTC = RealDate.UTC
  GuestDate.parse = RealDate.parse
  GuestDate.now = () => moment.now
  GuestDate.prototype = RealDate.prototype
  fix(RealDate.prototype, 'constructor', GuestDate)
  for (const name of ['UTC', 'parse', 'now']) fix(GuestDate, name, GuestDate[name as 'now'])
  fix(globalThis, 'Date', GuestDate)
  installFormatClock(moment)
}

/** `new Intl.DateTimeFormat().format()` reads the machine's clock unless it is given a time. */
function installFormatClock(moment: Moment): void {
  const prototype = Intl.DateTimeFormat.prototype
  const format = Object.getOwnPropertyDescriptor(prototype, 'format')?.get
  const parts = prototype.formatToParts
  if (format === undefined) return
  Object.defineProperty(prototype, 'format', {
    configurable: false,
    get(this: Intl.DateTimeFormat) {
      const bound = format.call(this) as (time: unknown) => string
      return (time: unknown) => bound(time === undefined ? moment.now : time)
    },
  })
  fix(prototype, 'formatToParts', function (this: Intl.DateTimeFormat, time?: Date | number) {
    return parts.call(this, time === undefined ? moment.now : time)
  })
}

function fix(owner: object, name: string, value: unknown): void {
  Object.defineProperty(owner, name, { value, writable: false, configurable: false, enumerable: false })
}

/** sfc32 seeded by FNV-1a of a text: the same text gives the same numbers everywhere. */
function createRandom(seed: string): () => number {
  let hash = 0x811c9dc5
  for (let index = 0; index < seed.length; index++) {
    hash = Math.imul(hash ^ seed.charCodeAt(index), 0x01000193)
  }
  let a = hash | 0
  let b = Math.imul(hash, 0x9e3779b9) | 0
  let c = Math.imul(hash, 0x85ebca6b) | 0
  let counter = 1
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    return (sum >>> 0) / 4294967296
  }
  for (let round = 0; round < 12; round++) next()
  return next
}
