import { type Attack, attack, limits } from './attack.ts'

const any = [...limits, 'sandbox.thrown', 'sandbox.output']

/** Attacks on time. */
export const timeAttacks: readonly Attack[] = [
  attack('an endless loop', 'for (;;);', ['sandbox.timeout']),
  attack(
    'an endless loop that catches everything',
    'for (;;) { try { for (;;); } catch {} finally { continue } }',
    ['sandbox.timeout'],
  ),
  attack(
    'an endless generator',
    'function* g() { for (;;) yield 1 } let n = 0; for (const x of g()) n += x',
    ['sandbox.timeout'],
  ),
  attack('a nested quantifier', "return /^(a+)+$/.test('a'.repeat(40) + '!')", [
    'sandbox.timeout',
    'answered',
  ]),
  attack('a nested quantifier with a look-ahead', "return /^(?=(a+)+$)a*b/.test('a'.repeat(40))", [
    'sandbox.timeout',
    'answered',
  ]),
  attack('a back-reference that tries all', "return /^(a|aa)+\\1$/.test('a'.repeat(60) + '!')", [
    'sandbox.timeout',
    'answered',
  ]),
  attack('a big number as text', 'return (2n ** (2n ** 26n)).toString().length', any),
  attack('a big number from text', "return BigInt('9'.repeat(4000000)) % 7n === 3n", any),
  attack(
    'a segmenter over four million signs',
    "return [...new Intl.Segmenter().segment('字'.repeat(4e6))].length",
    any,
  ),
  attack('a normalisation of a long text', "return 'ﷺ'.repeat(5e6).normalize('NFKD').length", any),
  attack(
    'a sort with a comparison that lies',
    'const a = Array.from({ length: 3e6 }, (_, i) => i); a.sort(() => Math.random() - 0.5); return a.length',
    any,
  ),
  attack('an index search over repeated text', "return 'a'.repeat(2e6).lastIndexOf('a'.repeat(1e6) + 'b')", [
    ...any,
    'answered',
  ]),
  attack('deep recursion', 'function f() { return f() + 1 } return f()', ['sandbox.thrown']),
  attack('deep recursion that recurses when caught', 'function f() { try { f() } finally { f() } } f()', any),
  attack('JSON nested a million deep', "return JSON.parse('['.repeat(1e6) + ']'.repeat(1e6))", any),
  attack('a value nested 10,000 deep', 'let v = []; for (let i = 0; i < 10000; i++) v = [v]; return v', any),
  attack('a toJSON that never returns', 'return { toJSON() { for (;;); } }', ['sandbox.timeout']),
  attack('a getter that never returns', 'return { get x() { for (;;); } }', ['sandbox.timeout']),
  attack('a proxy whose keys never end', 'return new Proxy({}, { ownKeys() { for (;;); } })', [
    'sandbox.timeout',
  ]),
  attack('an error whose message never ends', 'throw { get message() { for (;;); } }', ['sandbox.timeout']),
  attack('an error whose name is a proxy trap', 'throw new Proxy(new Error(), { get() { for (;;); } })', [
    'sandbox.timeout',
  ]),
  attack('a thenable whose then is a getter without end', 'return { get then() { for (;;); } }', [
    'sandbox.timeout',
  ]),
  attack('a promise that never settles', 'return new Promise(() => {})', ['sandbox.async']),
  attack('an async function', 'return (async () => { for (;;) await null })()', [
    'sandbox.async',
    'sandbox.timeout',
  ]),
  attack('an async iterator', 'return { async *[Symbol.asyncIterator]() { for (;;) yield 1 } }', [
    'answered',
  ]),
  attack(
    'micro-tasks that breed',
    'const breed = () => Promise.resolve().then(breed).then(breed); breed(); return 1',
    ['answered', ...any],
  ),
  attack('date parsing of long texts', "for (let i = 0; i < 1e9; i++) Date.parse('1'.repeat(1e6))", limits),
  attack(
    'a copy within a huge buffer',
    'const b = new Uint8Array(16 << 20); for (;;) b.copyWithin(1, 0)',
    any,
  ),
]
