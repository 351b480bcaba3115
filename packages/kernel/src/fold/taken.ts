/** Which of the log's latest observations an installation took in, as a checkpoint holds it: bits, five a letter. */
export interface SavedTaken {
  readonly length: number
  readonly bits: string
}

/**
 * Remembers of the log's latest observations which ones were taken in, back to the first that is still held: so a
 * checkpoint need not hold what the log holds already.
 */
export interface Taken {
  /** The next observation of the log was taken in, or was not. */
  note(isTaken: boolean, time: number): void
  /** Forgets the oldest ones as far as nothing among them is held back any more. */
  forget(watermark: number): void
  save(): SavedTaken
}

/** So many observations are forgotten together. */
const block = 1000

interface Block {
  readonly marks: Uint8Array
  size: number
  /** The latest event time among those taken in. */
  latest: number
}

/** Nothing is remembered yet. */
export function createTaken(): Taken {
  const blocks: Block[] = []
  const has = (place: number) => blocks[Math.floor(place / block)]?.marks[place % block] === 1
  const length = () => (blocks.length === 0 ? 0 : (blocks.length - 1) * block + (blocks.at(-1) as Block).size)
  const open = (): Block => {
    const last = blocks.at(-1)
    if (last !== undefined && last.size < block) return last
    const next = { marks: new Uint8Array(block), size: 0, latest: -Infinity }
    blocks.push(next)
    return next
  }
  return {
    note(isTaken, time) {
      const last = open()
      last.marks[last.size++] = isTaken ? 1 : 0
      if (isTaken && time > last.latest) last.latest = time
    },
    forget(watermark) {
      while (blocks.length > 1 && (blocks[0] as Block).latest < watermark) blocks.shift()
    },
    save() {
      const letters: string[] = []
      for (let from = 0; from < length(); from += 5) letters.push(letterAt(has, from))
      return { length: length(), bits: letters.join('') }
    },
  }
}

function letterAt(has: (place: number) => boolean, from: number): string {
  let bits = 0
  for (let bit = 0; bit < 5; bit++) if (has(from + bit)) bits |= 1 << bit
  return bits.toString(32)
}

/** Whether the observation so many places after the first remembered one was taken in. */
export function wasTaken({ bits }: SavedTaken, place: number): boolean {
  const letter = Number.parseInt(bits[Math.floor(place / 5)] ?? '0', 32)
  return ((letter >> (place % 5)) & 1) === 1
}
