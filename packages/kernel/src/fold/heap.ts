/** A queue that gives the entry with the smallest `due` first. */
export interface Heap<Entry extends { readonly due: number }> {
  readonly size: number
  push(entry: Entry): void
  peek(): Entry | undefined
  pop(): Entry | undefined
}

/** An empty queue. */
export function createHeap<Entry extends { readonly due: number }>(): Heap<Entry> {
  const entries: Entry[] = []
  return {
    get size() {
      return entries.length
    },
    push: (entry) => rise(entries, entry),
    peek: () => entries[0],
    pop() {
      const first = entries[0]
      const last = entries.pop()
      if (last !== undefined && entries.length > 0) sink(entries, last)
      return first
    },
  }
}

function rise<Entry extends { readonly due: number }>(entries: Entry[], entry: Entry): void {
  let place = entries.length
  entries.push(entry)
  while (place > 0) {
    const above = (place - 1) >> 1
    const parent = entries[above] as Entry
    if (parent.due <= entry.due) break
    entries[place] = parent
    place = above
  }
  entries[place] = entry
}

function sink<Entry extends { readonly due: number }>(entries: Entry[], entry: Entry): void {
  let place = 0
  for (;;) {
    let below = 2 * place + 1
    if (below >= entries.length) break
    const right = entries[below + 1]
    if (right !== undefined && right.due < (entries[below] as Entry).due) below += 1
    const child = entries[below] as Entry
    if (child.due >= entry.due) break
    entries[place] = child
    place = below
  }
  entries[place] = entry
}
