/**
 * A batch of log records on its way to a kernel worker: 8 bytes (mark, number of observations), then one
 * column after the other, then the text, which is JSON: what is not a number, and records that are rare.
 */
export interface BatchText {
  /** What the columns of words point into. */
  readonly words: readonly string[]
  /** Identities of the observations, in order. */
  readonly ids: readonly string[]
  /** Values that are neither null, boolean nor number; their column holds their place here. */
  readonly values: readonly unknown[]
  /** Records that are no observations, each with its place in the batch. */
  readonly others: readonly (readonly [at: number, record: unknown])[]
}

/** The columns' views on one batch, in the order in which they stand. */
export interface Columns {
  readonly stamp: Float64Array
  readonly time: Float64Array
  readonly seq: Float64Array
  /** The number, or a place among `values`. */
  readonly value: Float64Array
  readonly source: Uint32Array
  readonly device: Uint32Array
  readonly model: Uint32Array
  readonly name: Uint32Array
  /** One more than the word; 0: nowhere. */
  readonly place: Uint32Array
  /** See `valueKinds`; 8 more for an event. */
  readonly kind: Uint8Array
}

/** What a value is. */
export const valueKinds = { nothing: 0, no: 1, yes: 2, number: 3, other: 4 } as const

/** Added to the kind of a value where it is an event's. */
export const eventMark = 8

/** The first four bytes of every batch. */
export const batchMark = 0x31_4c_4e_4c

/** Bytes before the columns. */
export const headLength = 8

/** How many bytes stand before the text. */
export function columnsLength(count: number): number {
  return headLength + count * (4 * 8 + 5 * 4 + 1)
}

/** The columns of a batch of `count` observations; `bytes` begins with the batch. */
export function columnsOf(bytes: ArrayBuffer, count: number): Columns {
  let at = headLength
  const take = (width: number) => {
    at += count * width
    return at - count * width
  }
  const numbers = () => new Float64Array(bytes, take(8), count)
  const words = () => new Uint32Array(bytes, take(4), count)
  return {
    stamp: numbers(),
    time: numbers(),
    seq: numbers(),
    value: numbers(),
    source: words(),
    device: words(),
    model: words(),
    name: words(),
    place: words(),
    kind: new Uint8Array(bytes, take(1), count),
  }
}
