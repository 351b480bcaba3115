let table: Map<string, string> | undefined

/** Percent-encodes text as GBK bytes, as plate cameras do with the plate inside their image paths. */
export function percentGbk(text: string): string {
  table ??= doubleBytes()
  return [...text].map((char) => table?.get(char) ?? encodeURIComponent(char)).join('')
}

/** The platform decodes GBK but does not encode it: so the decoder is run backwards, once. */
function doubleBytes(): Map<string, string> {
  const decoder = new TextDecoder('gbk')
  const found = new Map<string, string>()
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const char = decoder.decode(Uint8Array.of(lead, trail))
      if (char.length === 1 && char !== '\ufffd') found.set(char, `%${hex(lead)}%${hex(trail)}`)
    }
  }
  return found
}

const hex = (byte: number) => byte.toString(16).toUpperCase()
