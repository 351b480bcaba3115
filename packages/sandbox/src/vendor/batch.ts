import type { Limits } from '../limits.ts'

/** Some items of one call, as JSON texts, with their places in the call. */
export interface Batch {
  readonly path: string
  /** The clock of each item, ms. */
  readonly times: readonly number[]
  readonly items: readonly string[]
  readonly places: readonly number[]
}

/** A call cut into batches; `refused` are the items that cannot be handed over, with the reason. */
export interface CutCall {
  readonly batches: readonly Batch[]
  readonly refused: ReadonlyMap<number, string>
}

/** Cuts a call into batches within the limits on items and bytes. */
export function cutCall(
  path: string,
  items: readonly unknown[],
  now: number | readonly number[],
  limits: Pick<Limits, 'batchItems' | 'batchCharacters'>,
): CutCall {
  const refused = new Map<number, string>()
  const batches: Batch[] = []
  let open: { times: number[]; items: string[]; places: number[] } | null = null
  let size = 0
  for (const [place, item] of items.entries()) {
    const text = toJson(item)
    if (text === null || text.length > limits.batchCharacters) {
      refused.set(
        place,
        text === null ? 'it is not JSON' : `it is longer than ${limits.batchCharacters} characters`,
      )
      continue
    }
    if (
      open === null ||
      open.items.length === limits.batchItems ||
      size + text.length > limits.batchCharacters
    ) {
      open = { times: [], items: [], places: [] }
      size = 0
      batches.push({ path, ...open })
    }
    open.times.push(typeof now === 'number' ? now : (now[place] ?? 0))
    open.items.push(text)
    open.places.push(place)
    size += text.length
  }
  return { batches, refused }
}

/** The item at `index` alone. */
export function single(batch: Batch, index: number): Batch {
  const pick = <Value>(list: readonly Value[]) => list.slice(index, index + 1)
  return { path: batch.path, times: pick(batch.times), items: pick(batch.items), places: pick(batch.places) }
}

function toJson(item: unknown): string | null {
  try {
    return JSON.stringify(item) ?? 'null'
  } catch {
    return null
  }
}
