import { expect, test } from 'vitest'
import { checkBundle, largestBundle } from './check-bundle.ts'
import { stripTexts } from './strip.ts'

const refusal = (script: string) => {
  try {
    checkBundle('p', script)
    return null
  } catch (error) {
    return (error as Error).message
  }
}

/** A template literal with a text before a piece of code. */
const inTemplate = (code: string, text = '') => `\`${text}$\{${code}} after\``

test('a script is accepted', () => {
  expect(refusal('globalThis.linli = { codecs: { f: (x) => x / 2 } }')).toBeNull()
})

test('imports, exports and native code are refused with their line', () => {
  for (const [script, reason] of [
    ['let a\nimport("x")', 'line 2: it imports at run time'],
    ['import fs from "node:fs"', 'line 1: it has an import statement'],
    ['let a; import { x } from "y"', 'line 1: it has an import statement'],
    ['\n\nexport const x = 1', 'line 3: it has an export statement'],
    ['export{a}', 'line 1: it has an export statement'],
    ['f(import.meta.url)', 'line 1: it uses import.meta'],
    ['const n = require("./build/x.node")', 'line 1: it loads native code'],
    [`const x = ${inTemplate('import("y")')}`, 'line 1: it imports at run time'],
  ] as const) {
    expect(refusal(script)).toContain(reason)
  }
})

test('the same words in texts, comments, patterns and names are no offence', () => {
  for (const script of [
    '// import("x")\n/* export const y */',
    `const a = "import(1)", b = 'export x', c = ${inTemplate('a', 'import(')}`,
    'const r = /import(x)/; const s = [/export [/] x/g]',
    'const important = 1, exports = {}; important(1); x.exports = 2; module.exports = {}',
    'const half = a / 2; const t = b / 3 // import(',
  ]) {
    expect(refusal(script)).toBeNull()
  }
})

test('a bundle that is too large or no text is refused', () => {
  expect(refusal('x'.repeat(largestBundle + 1))).toContain('bytes')
  expect(refusal('let a = "\0"')).toContain('not text')
})

test('blanking keeps every line where it was', () => {
  const template = inTemplate('b + "\\""\n', 'x\n')
  const script = `a\n${template} /* z\n */ c; // d\n/e[/]\\/f/.test(g)`
  const code = stripTexts(script)
  expect(code.length).toBe(script.length)
  expect(code.split('\n').length).toBe(script.split('\n').length)
  expect(code.replace(/\s+/g, ' ')).toBe('a b + c; .test(g)')
})
