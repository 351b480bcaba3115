import type { Context, Isolate, Reference } from 'isolated-vm'
import type { LoadHeader } from '../process/requests.ts'
import type { IsolatedVm } from './worker.ts'

/** One bundle in an isolate of its own. What it holds never leaves the worker. */
export interface Guest {
  readonly isolate: Isolate
  readonly context: Context
  readonly members: Readonly<Record<'resolve' | 'run' | 'again' | 'resume' | 'finish', Reference>>
  /** Paths asked for so far, and whether they are functions. */
  readonly known: Map<string, boolean>
}

const identifier = /^[A-Za-z_$][\w$]{0,63}$/
const longestResolve = 100

/** A fresh isolate: our prelude first, then the bundle's top level within its time. Throws what the script threw. */
export function createGuest(ivm: IsolatedVm, prelude: string, header: LoadHeader, script: string): Guest {
  const isolate = new ivm.Isolate({ memoryLimit: header.memoryMb })
  try {
    const context = isolate.createContextSync()
    const runner = context.evalSync(prelude, { reference: true }) as Reference
    const member = (name: string) => runner.getSync(name, { reference: true }) as Reference
    const members = {
      resolve: member('resolve'),
      run: member('run'),
      again: member('again'),
      resume: member('resume'),
      finish: member('finish'),
    }
    const compiled = isolate.compileScriptSync(script, { filename: 'bundle.js' })
    compiled.runSync(context, { timeout: header.limit })
    return { isolate, context, members, known: new Map() }
  } catch (error) {
    if (!isolate.isDisposed) isolate.dispose()
    throw error
  }
}

/** `codecs.bay` is looked up under `globalThis.linli`, a bare name also among the script's own functions. */
export function isCallable(guest: Guest, path: string): boolean {
  const known = guest.known.get(path)
  if (known !== undefined) return known
  let found = enter(guest.members.resolve, [path], longestResolve) === true
  if (!found && identifier.test(path)) {
    const source = `typeof ${path} === 'function' ? ${path} : undefined`
    const bare = guest.context.evalSync(source, { reference: true, timeout: longestResolve }) as Reference
    found = enter(guest.members.resolve, [path, bare.derefInto()], longestResolve) === true
  }
  guest.known.set(path, found)
  return found
}

/** Calls into the guest with strings and numbers; returns what it returns, copied. */
export function enter(target: Reference, values: unknown[], timeout: number): unknown {
  return target.applySync(undefined, values, { timeout })
}

/** Milliseconds of processor time the isolate has used. */
export function processorTime(guest: Guest): number {
  return guest.isolate.isDisposed ? 0 : Number(guest.isolate.cpuTime / 1000n) / 1000
}

/** Gives the isolate's memory back at once. */
export function disposeGuest(guest: Guest | null | undefined): void {
  if (guest && !guest.isolate.isDisposed) guest.isolate.dispose()
}
