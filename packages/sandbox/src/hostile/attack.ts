/** A script of our own writing that tries to do harm. Test material: each is run in the sandbox, never elsewhere. */
export interface Attack {
  /** What it tries, as a noun phrase. */
  readonly name: string
  /** A script whose function `attack(item)` does harm for the item 'poison' and returns the item for any other. */
  readonly script: string
  /** What may come of the poisoned item; a string starting with `sandbox.` is an error code, `answered` any value. */
  readonly ends: readonly string[]
}

/** Limits that may end an item, whichever the machine meets first. */
export const limits = ['sandbox.timeout', 'sandbox.memory', 'sandbox.crashed'] as const

/** The attack's body runs for the poisoned item only. */
export function attack(name: string, body: string, ends: readonly string[], before = ''): Attack {
  return {
    name,
    ends,
    script: `${before}\nfunction attack(item) { if (item !== 'poison') return item; ${body} }`,
  }
}
