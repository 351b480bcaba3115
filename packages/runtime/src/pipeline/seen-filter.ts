/**
 * A Bloom filter (Bloom 1970) over identities: "never seen" is certain, "seen" has to be looked up. It spares the
 * store one question a batch, since nearly everything is new.
 */
export interface SeenFilter {
  add(identity: string): void
  /** False: certainly new. True: probably known. */
  mayHave(identity: string): boolean
}

/** 8 MiB: below one false alarm in a hundred up to about seven million identities. */
const BITS = 2 ** 26
const PROBES = 5

export function createSeenFilter(): SeenFilter {
  const words = new Uint32Array(BITS / 32)
  const probe = (identity: string, each: (bit: number) => boolean): boolean => {
    const [first, second] = hashes(identity)
    for (let index = 0; index < PROBES; index++)
      if (!each((first + Math.imul(index, second)) >>> 6)) return false
    return true
  }
  return {
    add(identity) {
      probe(identity, (bit) => {
        words[bit >>> 5] = (words[bit >>> 5] as number) | (1 << (bit & 31))
        return true
      })
    },
    mayHave: (identity) => probe(identity, (bit) => ((words[bit >>> 5] as number) & (1 << (bit & 31))) !== 0),
  }
}

/** Two 32-bit hashes in one pass: FNV-1a and a multiplicative one, both finished with an avalanche step. */
function hashes(text: string): [number, number] {
  let first = 0x811c9dc5
  let second = 0x9747b28c
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    first = Math.imul(first ^ code, 0x01000193)
    second = Math.imul(second + code, 0x85ebca6b) ^ (second >>> 13)
  }
  return [mix(first), mix(second) | 1]
}

function mix(hash: number): number {
  const half = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  const more = Math.imul(half ^ (half >>> 13), 0xc2b2ae35)
  return (more ^ (more >>> 16)) >>> 0
}
