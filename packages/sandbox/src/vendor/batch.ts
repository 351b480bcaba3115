import type { Limits } from '../limits.ts'

/** Some items of one call, as the JSON array they travel in, with their places in the call. */
export interface Batch {
  readonly path: string
  /** The clock of each item, ms. */
  readonly times: readonly number[]
  /** JSON array of the items. */
  readonly text: string
  readonly places: readonly number[]
}

/** A call cut into batches; `refused` are the items that cannot be handed over, with the reason. */
export interface CutCall {
  readonly batches: readonly Batch[]
  readonly refused: ReadonlyMap<number, string>
}

type BatchLimits = Pick<Limits, 'batchItems' | 'batchCharacters'>

/** Cuts a call into batches within the limits on items and characters. */
export function cutCall(
  path: string,
  items: readonly unknown[],
  now: number | readonly number[],
  limits: BatchLimits,
): CutCall {
  const refused = new Map<number, string>()
  const batches: Batch[] = []
  const timeOf = (place: number) => (typeof now === 'number' ? now : (now[place] ?? 0))
  const add = (text: string, places: readonly number[]) =>
    batches.push({ path, text, places, times: places.map(timeOf) })
  for (let start = 0; start < items.length; start += limits.batchItems) {
    const part = items.slice(start, start + limits.batchItems)
    const places = part.map((_, index) => start + index)
    const text = toJson(part)
    if (text !== null && text.length <= limits.batchCharacters) add(text, places)
    else cutOneByOne(part, start, limits, add, refused)
  }
  return { batches, refused }
}

/** The items of a batch, each in a batch of its own. */
export function singles(batch: Batch): Batch[] {
  const items = JSON.parse(batch.text) as unknown[]
  return items.map((item, index) => ({
    path: batch.path,
    text: `[${JSON.stringify(item)}]`,
    times: batch.times.slice(index, index + 1),
    places: batch.places.slice(index, index + 1),
  }))
}

/** The batch without its first items. */
export function withoutFirst(batch: Batch, count: number): Batch {
  const items = JSON.parse(batch.text) as unknown[]
  const { path, times, places } = batch
  return {
    path,
    text: JSON.stringify(items.slice(count)),
    times: times.slice(count),
    places: places.slice(count),
  }
}

/** The slow way, for parts that are too long or hold something that is no JSON. */
function cutOneByOne(
  part: readonly unknown[],
  start: number,
  limits: BatchLimits,
  add: (text: string, places: readonly number[]) => void,
  refused: Map<number, string>,
): void {
  let texts: string[] = []
  let places: number[] = []
  let size = 2
  const flush = () => {
    if (texts.length > 0) add(`[${texts.join(',')}]`, places)
    ;[texts, places, size] = [[], [], 2]
  }
  for (const [index, item] of part.entries()) {
    const text = toJson(item)
    if (text === null || text.length + 2 > limits.batchCharacters) {
      const reason =
        text === null ? 'it is not JSON' : `it is longer than ${limits.batchCharacters} characters`
      refused.set(start + index, reason)
      continue
    }
    if (size + text.length > limits.batchCharacters) flush()
    texts.push(text)
    places.push(start + index)
    size += text.length + 1
  }
  flush()
}

function toJson(value: unknown): string | null {
  try {
    return JSON.stringify(value) ?? 'null'
  } catch {
    return null
  }
}
