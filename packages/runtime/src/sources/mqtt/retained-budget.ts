/** What the embedded broker may keep of retained messages; beyond it they pass on unretained. */
export const retainedLimits = { topics: 10_000, bytes: 32 * 1024 * 1024 } as const

/** Decides message by message whether `retain` may stand. */
export interface RetainedBudget {
  /** An empty payload frees its topic, as MQTT has it. */
  admit(topic: string, bytes: number): boolean
}

/** A budget over the memory of one broker. */
export function createRetainedBudget(
  limits: { readonly topics: number; readonly bytes: number } = retainedLimits,
): RetainedBudget {
  const sizes = new Map<string, number>()
  let total = 0
  return {
    admit(topic, bytes) {
      const before = sizes.get(topic)
      const after = total - (before ?? 0) + bytes
      if (bytes > 0 && (after > limits.bytes || (before === undefined && sizes.size >= limits.topics)))
        return false
      total = after
      if (bytes > 0) sizes.set(topic, bytes)
      else sizes.delete(topic)
      return true
    },
  }
}
