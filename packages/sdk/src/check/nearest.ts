import type { Text } from '@linli/kernel'

/** "Did you mean …?" where a known name is close, otherwise the known names. */
export function hintFor(wanted: string, known: readonly string[]): Text {
  const close = nearest(wanted, known)
  if (close !== null) return { zh: `是否想写“${close}”？`, en: `Did you mean "${close}"?` }
  if (known.length === 0) return { zh: '这里没有可用的名称。', en: 'There is none to choose from.' }
  return { zh: `可用：${known.join('、')}。`, en: `There are: ${known.join(', ')}.` }
}

function nearest(wanted: string, known: readonly string[]): string | null {
  const scored = known.map((name) => ({ name, far: distance(wanted.toLowerCase(), name.toLowerCase()) }))
  const best = scored.sort((a, b) => a.far - b.far)[0]
  return best !== undefined && best.far <= Math.max(1, Math.floor(wanted.length / 3)) ? best.name : null
}

/** Edits (insert, delete, replace, swap neighbours) between two texts; of long ones only the beginning counts. */
function distance(long: string, short: string): number {
  const [a, b] = [long.slice(0, 64), short.slice(0, 64)]
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (before[j - 2] ?? 64) + 1 : 64
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, replaced, swapped))
    }
    before = row
    row = next
  }
  return row[b.length] ?? 0
}
