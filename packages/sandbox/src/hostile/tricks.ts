import { type Attack, attack, limits } from './attack.ts'

const any = ['answered', 'sandbox.thrown', 'sandbox.output', 'sandbox.async', ...limits]
const refused = ['sandbox.thrown', 'sandbox.output', 'sandbox.async', ...limits]

/** Attacks by what the language does on its own: getters, proxies, iterators, errors, replaced built-ins. */
export const trickAttacks: readonly Attack[] = [
  attack('a getter without end in the result', 'return { get data() { for (;;); } }', ['sandbox.timeout']),
  attack('a toJSON without end', 'return { toJSON() { for (;;); } }', ['sandbox.timeout']),
  attack(
    'a getter that grows what it is in',
    'const o = {}; let n = 0; Object.defineProperty(o, "a", { enumerable: true, get: () => { o["k" + n++] = "x".repeat(1e5); return o } }); return o',
    refused,
  ),
  attack(
    'an error whose message is a getter without end',
    'throw { get message() { for (;;); }, name: "Error" }',
    ['sandbox.timeout'],
  ),
  attack(
    'an error whose name cannot be text',
    'throw { message: "m", name: { toString() { throw new RangeError("again") } } }',
    ['sandbox.thrown'],
  ),
  attack(
    'an error whose stack is a getter without end',
    'const e = new Error("m"); Object.defineProperty(e, "stack", { get() { for (;;); } }); throw e',
    ['sandbox.timeout'],
  ),
  attack('an error with a message of a hundred million signs', 'throw new RangeError("x".repeat(1e8))', [
    'sandbox.thrown',
    ...limits,
  ]),
  attack(
    'an error that forges the place of another file',
    'const e = new Error("m"); e.stack = "at /etc/passwd bundle.js:99999999:1"; throw e',
    ['sandbox.thrown'],
  ),
  attack('an error whose causes have no end', 'const e = new Error("a"); e.cause = e; throw e', [
    'sandbox.thrown',
  ]),
  attack(
    'a thrown proxy that answers every question with itself',
    'const p = new Proxy(function () {}, { get: () => p, apply: () => p, has: () => true }); throw p',
    refused,
  ),
  attack(
    'a captured stack of a host object',
    'const o = {}; Error.captureStackTrace(o); Error.stackTraceLimit = Infinity; const f = (n) => n === 0 ? new Error().stack : f(n - 1); return f(500).length + String(o.stack).length',
    any,
  ),
  attack(
    'a proxy whose keys have no end',
    'return new Proxy({}, { ownKeys: () => new Proxy([], { get: (t, k) => k === "length" ? 4294967295 : "k" + String(k) }) })',
    refused,
  ),
  attack(
    'a chain of a million proxies',
    'let p = {}; for (let i = 0; i < 1e6; i++) p = new Proxy(p, {}); return p.x',
    any,
  ),
  attack(
    'a prototype chain that asks itself',
    'const p = new Proxy({}, { getPrototypeOf: () => p, get: (t, k, r) => Reflect.get(Object.create(p), k, r) }); return p.anything',
    refused,
  ),
  attack(
    'an iterator that never ends in a spread',
    'return [...{ [Symbol.iterator]: () => ({ next: () => ({ done: false, value: 1 }) }) }]',
    refused,
  ),
  attack(
    'a lazy iterator that is drained',
    'function* g() { let i = 0; for (;;) yield i++ } return g().filter((n) => n < 0).toArray()',
    ['sandbox.timeout', ...refused],
  ),
  attack(
    'an async iterator that is awaited',
    'const it = { async *[Symbol.asyncIterator]() { for (;;) yield 1 } }; (async () => { for await (const x of it); })(); return 1',
    any,
  ),
  attack(
    'an array made from an async iterator',
    'return Array.fromAsync((async function* () { for (;;) yield 1 })())',
    any,
  ),
  attack('awaits that outlive the answer', '(async () => { for (;;) await 0 })(); return "early"', any),
  attack('a rejected promise that nobody awaits', 'Promise.reject(new Error("late")); return 1', any),
  attack(
    'a then that is replaced',
    'Promise.prototype.then = function () { for (;;); }; return (async () => 1)()',
    any,
  ),
  attack(
    'a resource that is disposed of without end',
    '{ const s = new DisposableStack(); s.defer(() => { for (;;); }); s.dispose() } return 1',
    ['sandbox.timeout', 'sandbox.thrown'],
  ),
  attack(
    'the built-ins of the runner replaced',
    'Map.prototype.get = Map.prototype.set = () => { throw 1 }; String = () => "forged"; Array.prototype.join = () => "forged"; RegExp.prototype.exec = () => { for (;;); }; throw new RangeError("m")',
    refused,
  ),
  attack(
    'a species that is not an array',
    'class A extends Array { static get [Symbol.species]() { return function () { for (;;); } } } return new A(1, 2, 3).map((x) => x)',
    ['sandbox.timeout', ...refused],
  ),
  attack('numbers that JSON cannot hold', 'return { nan: NaN, infinite: Infinity, minus: -0, big: 1e400 }', [
    'answered',
  ]),
  attack('a big number inside the result', 'return { n: 10n ** 5000n }', ['sandbox.thrown']),
  attack('raw JSON that closes the list', 'return JSON.rawJSON ? JSON.rawJSON(\'"a"\') : 1', any),
  attack(
    'a result nested a hundred thousand deep',
    'let o = {}; for (let i = 0; i < 1e5; i++) o = { o }; return o',
    refused,
  ),
  attack('a result with itself inside', 'const o = {}; o.o = o; return o', ['sandbox.thrown']),
  attack(
    'a result of a million fields',
    'const o = {}; for (let i = 0; i < 1e6; i++) o[i] = i; return o',
    refused,
  ),
  attack('half of a surrogate pair and a zero', 'return "\\ud800\\u0000\\udfff"', any),
  attack(
    'web assembly that is compiled',
    'return new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))',
    ['sandbox.thrown'],
  ),
  attack(
    'shared memory by way of web assembly',
    'return new WebAssembly.Memory({ initial: 1, maximum: 2, shared: true }).buffer.constructor.name',
    ['sandbox.thrown'],
  ),
  attack(
    'a buffer that is moved and doubled',
    'let b = new ArrayBuffer(1024); for (;;) b = b.transfer(b.byteLength * 2)',
    any,
  ),
  attack(
    'a name that is longer than memory',
    'const o = {}; o["x".repeat(2 ** 28)] = 1; return Object.keys(o)',
    any,
  ),
  attack(
    'a sort of a million equal texts',
    'return new Array(1e6).fill("x".repeat(100)).sort((a, b) => a.localeCompare(b)).length',
    any,
  ),
  attack(
    'a date of every locale',
    'let n = 0; for (;;) n += new Date().toLocaleString("zh-u-ca-chinese").length',
    [...limits, 'sandbox.thrown'],
  ),
  attack(
    'a function that is its own source, again and again',
    'let s = "return 1"; for (;;) s = new Function(s).toString() + s',
    refused,
  ),
  attack('a template that is tagged without end', 'const t = () => t`x`; return t``', [
    'sandbox.thrown',
    ...limits,
  ]),
  attack(
    'with, arguments and callee',
    'return Function("o", "with (o) { return arguments.callee.caller }")({})',
    any,
  ),
  attack(
    'an accessor put on the item’s prototype',
    'Object.defineProperty(Object.prototype, "ok", { get() { return false }, set() { for (;;); } }); return { data: 1 }',
    any,
  ),
  attack('a log without end', 'for (;;) console.log("x".repeat(1e5))', ['sandbox.timeout', ...limits]),
  attack('a log of a getter without end', 'console.log({ get a() { for (;;); } }); return 1', [
    'sandbox.timeout',
  ]),
  attack('a log of everything there is', 'console.log(globalThis, console, module, Buffer); return 1', any),
]
