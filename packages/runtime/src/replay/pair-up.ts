/** Finds, in two streams of the same kind, what is in both and what is in one of them only. */
export interface PairUp<Item> {
  /** One of the first stream; gives its partner once both have come. */
  old(item: Item): readonly [Item, Item] | null
  /** One of the second stream. */
  fresh(item: Item): readonly [Item, Item] | null
  /** What has no partner so far. */
  readonly olds: ReadonlyMap<string, Item>
  readonly fresher: ReadonlyMap<string, Item>
}

/** Pairs items by their name; it holds no more than what has no partner yet. */
export function createPairUp<Item>(nameOf: (item: Item) => string): PairUp<Item> {
  const olds = new Map<string, Item>()
  const fresher = new Map<string, Item>()
  return {
    olds,
    fresher,
    old(item) {
      const name = nameOf(item)
      const partner = fresher.get(name)
      if (partner === undefined) {
        olds.set(name, item)
        return null
      }
      fresher.delete(name)
      return [item, partner]
    },
    fresh(item) {
      const name = nameOf(item)
      const partner = olds.get(name)
      if (partner === undefined) {
        fresher.set(name, item)
        return null
      }
      olds.delete(name)
      return [partner, item]
    },
  }
}
