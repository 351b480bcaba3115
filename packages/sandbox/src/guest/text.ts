/** Bytes to text and back, as a bare JavaScript engine has none of it. Wrong input gives what Node would give. */

const base64Letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** UTF-8; a lone surrogate becomes U+FFFD. */
export function utf8Bytes(text: string): number[] {
  const bytes: number[] = []
  for (const sign of text.toWellFormed()) {
    const code = sign.codePointAt(0) as number
    if (code < 0x80) bytes.push(code)
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), tail(code))
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), tail(code >> 6), tail(code))
    else bytes.push(0xf0 | (code >> 18), tail(code >> 12), tail(code >> 6), tail(code))
  }
  return bytes
}

/** UTF-8 as the encoding standard decodes it: what is not part of a sign becomes U+FFFD. */
export function utf8Text(bytes: ArrayLike<number>): string {
  let text = ''
  let code = 0
  let wanted = 0
  let [lowest, highest] = [0x80, 0xbf]
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number
    if (wanted > 0 && byte >= lowest && byte <= highest) {
      code = (code << 6) | (byte & 0x3f)
      wanted -= 1
      ;[lowest, highest] = [0x80, 0xbf]
      if (wanted === 0) text += String.fromCodePoint(code)
      continue
    }
    if (wanted > 0) text += '\ufffd'
    wanted = 0
    ;[lowest, highest] = [0x80, 0xbf]
    if (byte < 0x80) text += String.fromCharCode(byte)
    else if (byte >= 0xc2 && byte < 0xf5) {
      wanted = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3
      code = byte & (0x3f >> wanted)
      ;[lowest, highest] = secondByte(byte)
    } else text += '\ufffd'
  }
  return wanted > 0 ? `${text}\ufffd` : text
}

/** Which bytes may follow a first one: no overlong forms, no surrogates, nothing above U+10FFFF. */
function secondByte(first: number): [number, number] {
  if (first === 0xe0) return [0xa0, 0xbf]
  if (first === 0xed) return [0x80, 0x9f]
  if (first === 0xf0) return [0x90, 0xbf]
  if (first === 0xf4) return [0x80, 0x8f]
  return [0x80, 0xbf]
}

/** Two hexadecimal digits a byte; stops at the first that is none. */
export function hexBytes(text: string): number[] {
  const bytes: number[] = []
  for (let at = 0; at + 1 < text.length; at += 2) {
    const pair = text.slice(at, at + 2)
    if (!/^[0-9a-f]{2}$/i.test(pair)) break
    bytes.push(Number.parseInt(pair, 16))
  }
  return bytes
}

/** Lower-case hexadecimal. */
export function hexText(bytes: ArrayLike<number>): string {
  let text = ''
  for (let at = 0; at < bytes.length; at++) text += (bytes[at] as number).toString(16).padStart(2, '0')
  return text
}

/** Base64 or its URL form, padding optional; other signs are skipped. */
export function base64Bytes(text: string): number[] {
  const bytes: number[] = []
  let bits = 0
  let held = 0
  for (const sign of text) {
    if (sign === '=') break
    const value = base64Letters.indexOf(sign === '-' ? '+' : sign === '_' ? '/' : sign)
    if (value < 0) continue
    bits = ((bits << 6) | value) & 0xffffff
    held += 6
    if (held >= 8) {
      held -= 8
      bytes.push((bits >> held) & 0xff)
    }
  }
  return bytes
}

/** Base64 with padding. */
export function base64Text(bytes: ArrayLike<number>): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const [a, b, c] = [bytes[at] as number, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0]
    const bits = (a << 16) | (b << 8) | c
    const letters = [18, 12, 6, 0].map((shift) => base64Letters[(bits >> shift) & 63])
    if (at + 1 >= bytes.length) letters[2] = '='
    if (at + 2 >= bytes.length) letters[3] = '='
    text += letters.join('')
  }
  return text
}

/** One byte a sign, the low eight bits. */
export function latin1Bytes(text: string): number[] {
  return Array.from({ length: text.length }, (_, at) => text.charCodeAt(at) & 0xff)
}

/** One sign a byte, of which `mask` is kept. */
export function latin1Text(bytes: ArrayLike<number>, mask = 0xff): string {
  let text = ''
  for (let at = 0; at < bytes.length; at++) text += String.fromCharCode((bytes[at] as number) & mask)
  return text
}

function tail(code: number): number {
  return 0x80 | (code & 0x3f)
}
