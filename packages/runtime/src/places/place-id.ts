import { createHash } from 'node:crypto'
import type { PlaceKind } from './kinds.ts'

/** An id as a part of a path may be. */
export const placeIdPattern = '^[a-z0-9][a-z0-9-]{0,62}$'

/**
 * An id for a place nobody named one for: that of its parent and what of its name fits (3号楼 2单元 501 under
 * `nanhu` is `nanhu-3-2-501`), made unique among those taken, and short. Communities and what is above them, whose
 * names rarely fit, are counted: `community-1`.
 */
export function placeIdFor(
  { kind, name, parent }: { readonly kind: PlaceKind; readonly name: string; readonly parent: string | null },
  taken: ReadonlySet<string>,
): string {
  const plain = name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
  const base = shortened(`${parent === null ? '' : `${parent}-`}${plain === '' ? kind : plain}`)
  for (let n = plain === '' ? 1 : 0; ; n++) {
    const id = n === 0 ? base : `${base}-${n}`
    if (!taken.has(id)) return id
  }
}

function shortened(id: string): string {
  if (id.length <= 56) return id
  const tail = createHash('sha256').update(id).digest('hex').slice(0, 8)
  return `${id.slice(0, 46)}-${tail}`
}
