/** Lines as they arrived together: a group is answered without waiting for the next. */
export type LineGroups = AsyncIterable<readonly string[]> | Iterable<readonly string[]>

/** Most lines answered together, and how many such batches are under way at once. */
const batchLines = 64
const window = 6

/**
 * One answer per line, in order, whatever the order in which batches are done. Reads on while answers are awaited, but
 * never far ahead of them; an answer is given as soon as it is there, so that a slow writer may wait for it.
 */
export async function* answerLines(
  groups: LineGroups,
  answer: (lines: readonly string[]) => Promise<readonly string[]>,
): AsyncGenerator<string> {
  const batches = cut(groups)
  const underWay: Promise<readonly string[]>[] = []
  let next: Promise<IteratorResult<readonly string[], void>> | null = batches.next()
  while (next !== null || underWay.length > 0) {
    const [oldest] = underWay
    const reading = underWay.length < window ? next : null
    const first = await Promise.race([
      ...(oldest === undefined ? [] : [oldest.then((answers) => ({ answers }))]),
      ...(reading === null ? [] : [reading.then((batch) => ({ batch }))]),
    ])
    if ('answers' in first) {
      underWay.shift()
      yield* first.answers
    } else if (first.batch.done === true) next = null
    else {
      underWay.push(answer(first.batch.value))
      next = batches.next()
    }
  }
}

async function* cut(groups: LineGroups): AsyncGenerator<readonly string[], void> {
  for await (const group of groups) {
    const lines = group.filter((line) => line.trim() !== '')
    for (let at = 0; at < lines.length; at += batchLines) yield lines.slice(at, at + batchLines)
  }
}
