import type { Context, Isolate, Reference } from 'isolated-vm'
import { ask, type Frame, reply } from '../process/frame.ts'
import type { CallHeader, LoadHeader } from '../process/requests.ts'
import type { Pipe } from './pipe.ts'
import { answer, type IsolatedVm, refuse } from './worker.ts'

interface Guest {
  readonly isolate: Isolate
  readonly context: Context
  readonly run: Reference
  readonly resume: Reference
  readonly finish: Reference
  readonly resolve: Reference
  readonly known: Map<string, boolean>
}

interface Loaded {
  readonly header: LoadHeader
  readonly script: string
  /** Null after a timeout or an exhausted heap: the next call gets a fresh one. */
  guest: Guest | null
}

const identifier = /^[A-Za-z_$][\w$]{0,63}$/
const mostTimeouts = 3

/** Serves foreign bundles: one isolate each, entered with strings, left with strings. */
export function createVendorWorker(ivm: IsolatedVm, guestScript: string, pipe: Pipe): (frame: Frame) => void {
  const bundles = new Map<string, Loaded>()

  function load(frame: Frame): void {
    const header = JSON.parse(frame.header) as LoadHeader
    dropGuest(bundles.get(header.plugin))
    bundles.delete(header.plugin)
    const loaded: Loaded = { header, script: frame.body, guest: null }
    try {
      loaded.guest = createGuest(ivm, guestScript, loaded)
    } catch (error) {
      return refuse(pipe, frame.id, 'sandbox.load', describe(error))
    }
    bundles.set(header.plugin, loaded)
    answer(pipe, frame.id, '')
  }

  function call(frame: Frame): void {
    const header = JSON.parse(frame.header) as CallHeader
    const loaded = bundles.get(header.plugin)
    if (loaded === undefined) return refuse(pipe, frame.id, 'sandbox.not-loaded', '')
    try {
      loaded.guest ??= createGuest(ivm, guestScript, loaded)
      if (!isCallable(loaded.guest, header.path))
        return refuse(pipe, frame.id, 'sandbox.function-missing', '')
    } catch (error) {
      dropGuest(loaded)
      return refuse(pipe, frame.id, 'sandbox.load', describe(error))
    }
    answerCall(frame, header, loaded, loaded.guest)
  }

  function answerCall(frame: Frame, header: CallHeader, loaded: Loaded, guest: Guest): void {
    let next = () => enter(guest.run, [header.path, header.times, frame.body], header.limit)
    for (let timeouts = 1; ; timeouts++) {
      const before = guest.isolate.isDisposed ? 0n : guest.isolate.cpuTime
      try {
        const text = next()
        if (timeouts > 1) dropGuest(loaded)
        return answer(pipe, frame.id, text)
      } catch (error) {
        if (guest.isolate.isDisposed) {
          loaded.guest = null
          return refuse(pipe, frame.id, 'sandbox.memory', '')
        }
        if (!isTimeout(error)) {
          dropGuest(loaded)
          return refuse(pipe, frame.id, 'sandbox.output', describe(error))
        }
        const busy = Number((guest.isolate.cpuTime - before) / 1_000_000n)
        pipe.send({ id: frame.id, kind: reply.patience, header: String(busy), body: '' })
        const code = 'sandbox.timeout'
        next =
          timeouts < mostTimeouts
            ? () => enter(guest.resume, [code], header.limit)
            : () => enter(guest.finish, [code, 'sandbox.suspended'], header.limit)
        if (timeouts > mostTimeouts) {
          dropGuest(loaded)
          return refuse(pipe, frame.id, code, '')
        }
      }
    }
  }

  return (frame) => {
    if (frame.kind === ask.load) load(frame)
    else if (frame.kind === ask.call) call(frame)
    else if (frame.kind === ask.unload) {
      dropGuest(bundles.get(frame.header))
      bundles.delete(frame.header)
      answer(pipe, frame.id, '')
    } else refuse(pipe, frame.id, 'sandbox.unavailable', `request ${frame.kind}`)
  }
}

function createGuest(ivm: IsolatedVm, guestScript: string, { header, script }: Loaded): Guest {
  const isolate = new ivm.Isolate({ memoryLimit: header.memoryMb })
  try {
    const context = isolate.createContextSync()
    const runner = context.evalSync(guestScript, { reference: true }) as Reference
    const member = (name: string) => runner.getSync(name, { reference: true }) as Reference
    const guest: Guest = {
      isolate,
      context,
      run: member('run'),
      resume: member('resume'),
      finish: member('finish'),
      resolve: member('resolve'),
      known: new Map(),
    }
    isolate
      .compileScriptSync(script, { filename: `${header.plugin}.js` })
      .runSync(context, { timeout: header.limit })
    return guest
  } catch (error) {
    if (!isolate.isDisposed) isolate.dispose()
    throw error
  }
}

/** `codecs.bay` is looked up under `globalThis.linli`, a bare name also among the script's own functions. */
function isCallable(guest: Guest, path: string): boolean {
  const known = guest.known.get(path)
  if (known !== undefined) return known
  let found = enter(guest.resolve, [path], 100) as unknown as boolean
  if (!found && identifier.test(path)) {
    const bare = guest.context.evalSync(`typeof ${path} === 'function' ? ${path} : undefined`, {
      reference: true,
      timeout: 100,
    }) as Reference
    found = enter(guest.resolve, [path, bare.derefInto()], 100) as unknown as boolean
  }
  guest.known.set(path, found)
  return found
}

function enter(target: Reference, values: unknown[], timeout: number): string {
  return target.applySync(undefined, values, { timeout }) as string
}

function dropGuest(loaded: Loaded | undefined): void {
  const isolate = loaded?.guest?.isolate
  if (loaded !== undefined) loaded.guest = null
  if (isolate !== undefined && !isolate.isDisposed) isolate.dispose()
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.message === 'Script execution timed out.'
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 400) : 'the script failed'
}
