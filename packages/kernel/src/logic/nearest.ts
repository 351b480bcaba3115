/** The name most like `wanted`, or null where none is close: for "did you mean". */
export function nearest(wanted: string, names: Iterable<string>): string | null {
  const folded = wanted.slice(0, 64).toLowerCase()
  let best: string | null = null
  let least = Math.max(1, Math.floor(folded.length / 3)) + 1
  for (const name of names) {
    const far = distance(folded, name.slice(0, 64).toLowerCase())
    if (far < least) {
      best = name
      least = far
    }
  }
  return best
}

/** Edits (insert, delete, replace, swap neighbours) between two texts. */
function distance(a: string, b: string): number {
  let before: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let edits = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        edits = Math.min(edits, (before[j - 2] ?? 0) + 1)
      row.push(edits)
    }
    before = previous
    previous = row
  }
  return previous[b.length] ?? 0
}
