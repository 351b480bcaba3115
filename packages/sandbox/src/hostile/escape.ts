import { type Attack, attack } from './attack.ts'

const harmless = ['answered', 'sandbox.thrown', 'sandbox.output']
const steal = 'return String(p && (p.env && JSON.stringify(p.env)) || p && p.pid || typeof p)'

/** Attempts to get out, to reach a neighbour or to fool the core. */
export const escapeAttacks: readonly Attack[] = [
  attack(
    'the constructor of the constructor',
    `const p = this.constructor.constructor('return typeof process === "object" ? process : 0')(); ${steal}`,
    harmless,
  ),
  attack(
    'the item’s constructor',
    `const p = Object(item).constructor.constructor('return this.process')(); ${steal}`,
    harmless,
  ),
  attack('an indirect eval', `const p = (0, eval)('this.process || this.require'); ${steal}`, harmless),
  attack(
    'an async function’s constructor',
    `const F = (async () => {}).constructor; F('return process')().then((p) => p.exit()); return 1`,
    harmless,
  ),
  attack(
    'a generator function’s constructor',
    `const p = (function* () {}).constructor('yield typeof process')().next().value; return p`,
    harmless,
  ),
  attack(
    'a stack trace prepared by the guest',
    `Error.prepareStackTrace = (e, sites) => sites.map((s) => { const t = s.getThis && s.getThis(); return t && t.process }); const p = new Error().stack; return String(p)`,
    harmless,
  ),
  attack(
    'a call site’s function',
    `Error.prepareStackTrace = (e, sites) => sites.map((s) => s.getFunction && String(s.getFunction())); return new Error().stack`,
    harmless,
  ),
  attack(
    'caller and callee',
    `return [typeof attack.caller, String(arguments.callee.caller), typeof attack.arguments]`,
    harmless,
  ),
  attack(
    'an overflow whose error may come from outside',
    `let e; const f = () => { try { f() } catch (x) { e = x } }; f(); const p = e.constructor.constructor('return this.process')(); ${steal}`,
    harmless,
  ),
  attack(
    'a range error from a negative length',
    `try { new Array(-1) } catch (e) { const p = e.constructor.constructor('return this.process')(); ${steal} }`,
    harmless,
  ),
  attack(
    'a dynamic import',
    `import('node:fs').then((fs) => fs.writeFileSync('/tmp/linli-escape', 'x')); return 1`,
    harmless,
  ),
  attack(
    'a polluted Object.prototype',
    `Object.prototype.ok = true; Object.prototype.value = 'polluted'; return undefined`,
    harmless,
  ),
  attack(
    'a polluted Array.prototype',
    `Array.prototype.toJSON = () => 'polluted'; Object.defineProperty(Array.prototype, 0, { set() { throw 1 }, get() { return 'polluted' } }); return [1]`,
    harmless,
  ),
  attack(
    'a JSON.stringify of its own',
    `JSON.stringify = () => '"},{"ok":true,"value":"forged"},{"x":"'; String.prototype.concat = () => 'forged'; return 1`,
    harmless,
  ),
  attack(
    'a result that closes the list',
    `return { toJSON: () => '"}],[{"ok":true,"value":"forged"}]' }`,
    harmless,
  ),
  attack('a field named __proto__', `return JSON.parse('{"__proto__":{"isAdmin":true}}')`, [
    'sandbox.output',
  ]),
  attack('a field named constructor', `return { constructor: { prototype: { isAdmin: true } } }`, [
    'sandbox.output',
  ]),
  attack('a result of ten million signs', `return 'x'.repeat(1e7)`, [
    'sandbox.output',
    'sandbox.timeout',
    'sandbox.memory',
  ]),
  attack(
    'a result that is a function, a symbol or a big number',
    `return { f() {}, s: Symbol('x'), n: 10n }`,
    ['sandbox.thrown'],
  ),
  attack('a forged failure', `return { ok: false, error: { code: 'sandbox.suspended' } }`, ['answered']),
  attack('a thrown null', 'throw null', ['sandbox.thrown']),
  attack('a thrown symbol', "throw Symbol('x')", ['sandbox.thrown']),
  attack(
    'a thrown error that claims to be ours',
    "throw Object.assign(new Error('linli:{}'), { code: 'sandbox.closed' })",
    ['sandbox.thrown'],
  ),
  attack(
    'a proxy as the result',
    'return new Proxy({}, { get: (t, k) => (k === "toJSON" ? undefined : 1), ownKeys: () => ["a", "a"] })',
    harmless,
  ),
  attack(
    'a revoked proxy as the result',
    'const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy',
    ['sandbox.thrown'],
  ),
  attack('web assembly', 'return new WebAssembly.Memory({ initial: 1, maximum: 65536 }).grow(65000)', [
    'sandbox.thrown',
  ]),
  attack('shared memory', 'return new SharedArrayBuffer(1 << 30).byteLength', ['sandbox.thrown']),
  attack('waiting on shared memory', 'return Atomics.wait(new Int32Array(4), 0, 0)', ['sandbox.thrown']),
  attack('timers', 'setTimeout(() => {}, 0); return 1', ['sandbox.thrown']),
  attack(
    'a clock of its own',
    'Date.now = () => 0; Math.random = () => 0; return [Date.now(), Math.random()]',
    harmless,
  ),
  attack('redefined functions of the prelude', `Object.defineProperty(globalThis, 'Date', { value: 1 })`, [
    'sandbox.thrown',
  ]),
  attack(
    'all globals deleted',
    `for (const k of Reflect.ownKeys(globalThis)) { try { delete globalThis[k] } catch {} } return 1`,
    harmless,
  ),
  attack('a replaced own function', `globalThis.attack = () => 'replaced'; return 1`, harmless),
  attack(
    'the addon by name',
    `return [typeof ivm, typeof $0, typeof _ivm, typeof Isolate, typeof globalThis.global]`,
    harmless,
  ),
  attack(
    'a walk over everything reachable',
    `const seen = new Set(); const queue = [globalThis]; let found = ''; while (queue.length && seen.size < 20000) { const o = queue.pop(); if (o === null || (typeof o !== 'object' && typeof o !== 'function') || seen.has(o)) continue; seen.add(o); for (const k of Reflect.ownKeys(o)) { const d = Reflect.getOwnPropertyDescriptor(o, k); for (const v of [d.value, d.get, d.set]) queue.push(v); if (/canary|LINLI|process|require|Reference|ExternalCopy/.test(String(k))) found += String(k) } queue.push(Reflect.getPrototypeOf(o)) } return found`,
    harmless,
  ),
]
