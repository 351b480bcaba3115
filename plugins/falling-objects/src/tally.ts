interface Tally {
  readonly building: string
  /** Throws within the window that ends with the last one. */
  readonly recent: number
  /** ISO 8601, UTC. */
  readonly lastAt: string
  /** The throws of the window: time and id, oldest first. */
  readonly throws: string[]
}

/** More than these are not told apart: the alert has long been raised. */
const most = 50

/**
 * Counts what fell from one building within the window. The throws are a set ordered by time, so repeats and the
 * order of arrival change nothing; one that is older than the window is not counted.
 */
export function tally(given: {
  readonly state: Tally | null
  readonly input: {
    readonly id: string
    readonly time: number
    readonly value: { readonly building: string; readonly confidence: number }
  }
  readonly settings: { readonly repeatHours: number; readonly minConfidence: number }
}): { readonly state: Tally; readonly at: number } | null {
  const { state, input, settings } = given
  if (input.value.confidence < settings.minConfidence) return null
  const before = state?.throws ?? []
  const entry = `${new Date(input.time).toISOString()} ${input.id}`
  if (before.includes(entry)) return null
  const all = [...before, entry].sort()
  const last = timeOf(all.at(-1)!)
  const throws = all.filter((one) => timeOf(one) > last - settings.repeatHours * 3_600_000).slice(-most)
  if (!throws.includes(entry)) return null
  return {
    state: {
      building: input.value.building,
      recent: throws.length,
      lastAt: new Date(last).toISOString(),
      throws,
    },
    at: last,
  }
}

const timeOf = (entry: string) => Date.parse(entry.slice(0, entry.indexOf(' ')))
