/** The most ways a pattern may try at one place before it gives up. */
const mostTries = 10_000
const quantifier = /^(?:[*+?]|\{(\d{1,3})(,(\d{1,3})?)?\})/

/**
 * Whether a stranger's pattern takes time in proportion to the text it is tried on: anchored at both ends, no
 * look-around, no back-reference, no repeated group, one open-ended repetition at most. The server tries patterns
 * on what devices send, so a pattern that backtracks without end would stop it.
 */
export function isTamePattern(pattern: string): boolean {
  if (pattern.length > 200 || !/^\^.*[^\\]\$$/su.test(pattern) || !compiles(pattern)) return false
  const { tries, open, wild } = measure(pattern.slice(1, -1))
  return !wild && open <= 1 && tries <= mostTries
}

function compiles(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u') instanceof RegExp
  } catch {
    return false
  }
}

interface Measure {
  /** Bounded choices multiply. */
  readonly tries: number
  /** Repetitions without an upper bound. */
  readonly open: number
  readonly wild: boolean
}

function measure(body: string): Measure {
  let [tries, open, wild, depth] = [1, 0, false, 0]
  let rest = body
  let repeatable = false
  while (rest !== '' && !wild) {
    const token = /^(?:\\.|\[(?:\\.|[^\]])*\]|\(\?:|.)/su.exec(rest)?.[0] ?? rest
    const repeat = quantifier.exec(rest)
    if (repeat !== null) {
      const [whole, least, comma, most] = repeat
      const isOpen = whole === '*' || whole === '+' || (comma !== undefined && most === undefined)
      const span = whole === '?' || comma === undefined ? Number(whole === '?') : Number(most) - Number(least)
      if (isOpen) open += 1
      else tries *= span + 1
      wild = !repeatable && whole !== '?'
      rest = rest.slice(whole.length)
      continue
    }
    if (token === '(' || token === '(?:') depth += 1
    if (token === ')') depth -= 1
    if (token === '|') tries *= 2
    wild =
      /^\\[1-9k]/u.test(token) || (token === '|' && depth === 0) || (rest.startsWith('(?') && token !== '(?:')
    repeatable = token !== ')'
    rest = rest.slice(token.length)
  }
  return { tries, open, wild }
}
