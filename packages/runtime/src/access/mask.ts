/** How a personal field is shown to somebody who may not read it in full; the names are those of the contract's data notes. */
export type Mask = 'name' | 'phone' | 'plate' | 'id' | 'address' | 'all'

const masks: Readonly<Record<Mask, (text: string) => string>> = {
  name: (text) => keep(text, 1, 0),
  phone: (text) => keep(text, 3, 4),
  plate: (text) => keep(text, 2, 2),
  id: (text) => keep(text, 3, 2),
  address: (text) => keep(text, 6, 0),
  all: () => '****',
}

/** Masks one value: `13800001234` → `138****1234`; numbers and objects are hidden whole; null stays. */
export function masked(value: unknown, mask: Mask): unknown {
  if (value === null || value === undefined) return value
  return typeof value === 'string' ? masks[mask](value) : '****'
}

/** Keeps the ends and hides the middle; a text too short to hide anything is hidden whole. */
function keep(text: string, head: number, tail: number): string {
  const characters = [...text]
  if (characters.length <= head + tail) return '****'
  const end = tail === 0 ? [] : characters.slice(-tail)
  return `${characters.slice(0, head).join('')}${tail === 0 && head === 1 ? '**' : '****'}${end.join('')}`
}
