import { once } from 'node:events'
import type { Writable } from 'node:stream'

const chunkCharacters = 64 * 1024

/** Writes a line each, as fast as whoever reads them takes them; ends quietly where nobody reads any more. */
export async function writeLines(lines: AsyncIterable<string>, out: Writable): Promise<void> {
  let gone = false
  out.on('error', () => {
    gone = true
  })
  let text = ''
  const flush = async () => {
    const full = !out.write(text)
    text = ''
    if (full && !gone) await once(out, 'drain').catch(() => {})
  }
  let turning = false
  for await (const line of lines) {
    if (gone) return
    text += `${line}\n`
    if (text.length >= chunkCharacters) await flush()
    // What is there when nothing more comes at once goes out without waiting.
    if (turning) continue
    turning = true
    setImmediate(() => {
      turning = false
      if (text !== '') out.write(text)
      text = ''
    })
  }
  if (text !== '') await flush()
}
