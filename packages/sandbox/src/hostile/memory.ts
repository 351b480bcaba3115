import { type Attack, attack, limits } from './attack.ts'

const any = [...limits, 'sandbox.thrown', 'sandbox.output']

/** Attacks on memory. */
export const memoryAttacks: readonly Attack[] = [
  attack(
    'a map that grows without end',
    'const m = new Map(); for (let i = 0; ; i++) m.set(i, { i })',
    limits,
  ),
  attack(
    'a set of ever longer strings',
    "const s = new Set(); for (let t = 'x'; ; t += 'x') s.add(t + s.size)",
    any,
  ),
  attack('an array that doubles itself', 'let a = [1, 2, 3]; for (;;) a = a.concat(a)', any),
  attack(
    'a string that doubles itself and is flattened',
    "let s = 'ab'; for (;;) { s += s; JSON.parse(JSON.stringify(s)) }",
    any,
  ),
  attack(
    'a replacement that multiplies',
    "return 'a'.repeat(1e6).replace(/a/g, '$&'.repeat(1000)).length",
    any,
  ),
  attack('a joined array of the largest size', "return new Array(2 ** 29).join('abcdefgh')", any),
  attack(
    'buffers that are kept',
    'const kept = []; for (;;) kept.push(new ArrayBuffer(1 << 20).slice(0))',
    any,
  ),
  attack(
    'a resizable buffer at its largest',
    'const b = new ArrayBuffer(1, { maxByteLength: 2 ** 32 }); b.resize(2 ** 31); return new Uint8Array(b).fill(1).length',
    any,
  ),
  attack(
    'typed arrays of doubling size',
    'const kept = []; for (let n = 1024; ; n *= 2) kept.push(new Float64Array(n).fill(1.5))',
    any,
  ),
  attack('a dense array of 67 million', 'return Array.from({ length: 2 ** 26 }, (_, i) => i).length', any),
  attack(
    'a padded string of the largest size',
    "return ''.padEnd(2 ** 29 - 30, 'abc').split('').length",
    any,
  ),
  attack('a big number with 100 million digits', 'return (10n ** 100000000n).toString().length', any),
  attack('factorials of big numbers', 'let n = 1n; for (let i = 1n; ; i++) n *= i ** 50n', limits),
  attack('shifting a big number beyond every size', 'return String(1n << (2n ** 40n))', any),
  attack('a spread of a million into arguments', 'return Math.max(...new Array(5e7).fill(1))', any),
  attack(
    'a regular expression with millions of matches',
    "return [...'ab'.repeat(2e7).matchAll(/a/g)].length",
    any,
  ),
  attack('closures that hold each other', 'let f = () => 0; for (;;) { const g = f; f = () => g }', limits),
  attack(
    'errors with stacks that are kept',
    "const kept = []; for (;;) kept.push(new Error('x'.repeat(100)).stack)",
    limits,
  ),
  attack(
    'symbols without end',
    'const kept = []; for (let i = 0; ; i++) kept.push(Symbol.for(String(i)))',
    limits,
  ),
  attack(
    'an object with properties without end',
    "const o = {}; for (let i = 0; ; i++) o['k' + i] = o",
    limits,
  ),
  attack(
    'functions compiled without end',
    "const kept = []; for (let i = 0; ; i++) kept.push(new Function('return ' + i + '//' + 'x'.repeat(1000)))",
    limits,
  ),
  attack(
    'a template of a deep chain of strings',
    "let s = ''; for (let i = 0; i < 1e7; i++) s = '(' + s + ')'; return s.length",
    any,
  ),
]
