/** A longer line is cut: whoever reads it says that it is too long, and memory stays bounded. */
export const longestLine = 2 * 1024 * 1024

/** The lines of a stream of UTF-8, grouped as they arrived; the last one needs no line break. */
export async function* readLines(stream: AsyncIterable<Uint8Array>): AsyncGenerator<readonly string[], void> {
  const decoder = new TextDecoder()
  let rest = ''
  let cut = false
  for await (const chunk of stream) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    const last = parts.pop() ?? ''
    if (cut && parts.length > 0) parts[0] = rest
    if (cut && parts.length === 0) continue
    cut = last.length > longestLine
    rest = cut ? last.slice(0, longestLine) : last
    if (parts.length > 0) yield parts.map((line) => line.slice(0, longestLine))
  }
  const end = rest + (cut ? '' : decoder.decode())
  if (end !== '') yield [end]
}
