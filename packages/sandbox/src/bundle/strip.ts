const blank = (text: string) => text.replace(/[^\n]/g, ' ')

/** Words after which a slash begins a regular expression, not a division. */
const beforeExpression =
  /(^|[^\w$.])(return|typeof|case|in|of|delete|void|throw|new|instanceof|do|else|yield|await)\s*$/

/**
 * A script with comments, strings, templates' texts and regular expressions blanked, lines kept: what is left is code.
 * Good enough to look for words; it does not check the language.
 */
export function stripTexts(script: string): string {
  let code = ''
  let at = 0
  // Braces that are open inside each template's `${`, innermost last.
  const templates: number[] = []
  while (at < script.length) {
    const sign = script[at] as string
    if (sign === '}' && templates.at(-1) === 0) {
      templates.pop()
      const end = templateEnd(script, at + 1)
      if (script.startsWith('${', end - 2)) templates.push(0)
      code += blank(script.slice(at, end))
      at = end
      continue
    }
    if (templates.length > 0 && (sign === '{' || sign === '}'))
      templates[templates.length - 1]! += sign === '{' ? 1 : -1
    const end = textEnd(script, at, code)
    if (end > at && sign === '`' && script.startsWith('${', end - 2)) templates.push(0)
    code += end > at ? blank(script.slice(at, end)) : sign
    at = Math.max(end, at + 1)
  }
  return code
}

/** Where the text that begins at `at` ends; `at` itself where none begins. */
function textEnd(script: string, at: number, before: string): number {
  const sign = script[at]
  if (sign === '"' || sign === "'") return stringEnd(script, at + 1, sign)
  if (sign === '`') return templateEnd(script, at + 1)
  if (sign !== '/') return at
  if (script[at + 1] === '/') return endOr(script.indexOf('\n', at), script)
  if (script[at + 1] === '*') return endOr(script.indexOf('*/', at + 2) + 2, script)
  const last = before.slice(-40).trimEnd()
  const isDivision = last !== '' && /[\w$)\]}]$/.test(last) && !beforeExpression.test(last)
  return isDivision ? at : regexEnd(script, at + 1)
}

function stringEnd(script: string, from: number, quote: string): number {
  for (let at = from; at < script.length; at++) {
    if (script[at] === '\\') at += 1
    else if (script[at] === quote || script[at] === '\n') return at + 1
  }
  return script.length
}

/** Behind the closing backtick or behind the next `${`. */
function templateEnd(script: string, from: number): number {
  for (let at = from; at < script.length; at++) {
    if (script[at] === '\\') at += 1
    else if (script[at] === '`') return at + 1
    else if (script[at] === '$' && script[at + 1] === '{') return at + 2
  }
  return script.length
}

function regexEnd(script: string, from: number): number {
  let inClass = false
  for (let at = from; at < script.length; at++) {
    const sign = script[at]
    if (sign === '\n') return from
    if (sign === '\\') at += 1
    else if (sign === '[') inClass = true
    else if (sign === ']') inClass = false
    else if (sign === '/' && !inClass) return at + 1
  }
  return script.length
}

function endOr(found: number, script: string): number {
  return found < 2 ? script.length : found
}
