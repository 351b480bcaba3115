import type { Reference } from 'isolated-vm'
import { ask, type Frame } from '../process/frame.ts'
import type { CallHeader, CallReport, LoadHeader, MissingHeader } from '../process/requests.ts'
import { createGuest, disposeGuest, enter, type Guest, isCallable, processorTime } from './guest.ts'
import { type Answer, type Handler, type IsolatedVm, refused } from './worker.ts'

interface Step {
  readonly target: Reference
  readonly values: unknown[]
}

type Attempt =
  | { readonly kind: 'done'; readonly body: string }
  | { readonly kind: 'failed'; readonly answer: Answer }
  | { readonly kind: 'timeout' }

interface Loaded {
  readonly header: LoadHeader
  readonly script: string
  /** Null after a timeout or an exhausted heap: the next call gets a fresh one. */
  guest: Guest | null
}

const mostRetries = 2
/** Below this share of the time the machine, not the guest, used it up. */
const fairShare = 0.6

/** Serves foreign bundles: one isolate each, entered with strings, left with strings. `patience` tells the host to wait on. */
export function createVendorWorker(
  ivm: IsolatedVm,
  prelude: string,
  patience: (id: number) => void,
): Handler {
  const bundles = new Map<string, Loaded>()

  function load(frame: Frame): Answer {
    const header = JSON.parse(frame.header) as LoadHeader
    unload(header.plugin)
    try {
      const guest = createGuest(ivm, prelude, header, frame.body)
      bundles.set(header.plugin, { header, script: frame.body, guest })
      return { ok: true, header: '', body: '' }
    } catch (error) {
      return refused('sandbox.load', describe(error))
    }
  }

  function unload(plugin: string): Answer {
    disposeGuest(bundles.get(plugin)?.guest)
    bundles.delete(plugin)
    return { ok: true, header: '', body: '' }
  }

  function call(frame: Frame): Answer {
    const header = JSON.parse(frame.header) as CallHeader
    const loaded = bundles.get(header.plugin)
    if (loaded === undefined) return refused('sandbox.not-loaded', '')
    try {
      loaded.guest ??= createGuest(ivm, prelude, loaded.header, loaded.script)
      if (!isCallable(loaded.guest, header.path)) return refused('sandbox.function-missing', '')
    } catch (error) {
      renew(loaded)
      return refused('sandbox.load', describe(error))
    }
    return runBatch(frame, header, loaded, loaded.guest)
  }

  function missing(frame: Frame): Answer {
    const { plugin } = JSON.parse(frame.header) as MissingHeader
    const loaded = bundles.get(plugin)
    if (loaded === undefined) return refused('sandbox.not-loaded', '')
    try {
      loaded.guest ??= createGuest(ivm, prelude, loaded.header, loaded.script)
      const { guest } = loaded
      const absent = (JSON.parse(frame.body) as string[]).filter((path) => !isCallable(guest, path))
      return { ok: true, header: '', body: JSON.stringify(absent) }
    } catch (error) {
      renew(loaded)
      return refused('sandbox.load', describe(error))
    }
  }

  function runBatch(frame: Frame, header: CallHeader, loaded: Loaded, guest: Guest): Answer {
    const { run, again, resume, finish } = guest.members
    const started = processorTime(guest)
    let step: Step = { target: run, values: [header.path, header.times, frame.body, header.outcome] }
    let [timeouts, retries, failures] = [0, 0, 0]
    for (;;) {
      const before = processorTime(guest)
      const attempt = tryEnter(guest, step, header.limit)
      if (attempt.kind === 'done') {
        const used = (processorTime(guest) - started).toFixed(3)
        if (timeouts + failures > 0) renew(loaded)
        return {
          ok: true,
          header: JSON.stringify({ used, timeouts } satisfies CallReport),
          body: attempt.body,
        }
      }
      if (attempt.kind === 'failed') {
        failures += 1
        // A rejected promise that nobody awaited surfaces after the answer was made.
        if (failures === 1 && !guest.isolate.isDisposed) {
          step = { target: again, values: [] }
          continue
        }
        renew(loaded)
        return attempt.answer
      }
      if (step.target === finish) {
        renew(loaded)
        return refused('sandbox.timeout', '')
      }
      patience(frame.id)
      const starved = processorTime(guest) - before < header.limit * fairShare
      if (starved && retries < mostRetries) {
        retries += 1
        step = { target: again, values: [] }
        continue
      }
      retries = 0
      timeouts += 1
      step =
        timeouts < header.strikes
          ? { target: resume, values: ['sandbox.timeout'] }
          : { target: finish, values: ['sandbox.timeout', 'sandbox.suspended'] }
    }
  }

  return (frame) => {
    switch (frame.kind) {
      case ask.load:
        return load(frame)
      case ask.call:
        return call(frame)
      case ask.missing:
        return missing(frame)
      case ask.unload:
        return unload(frame.header)
      default:
        return refused('sandbox.unavailable', `request ${frame.kind}`)
    }
  }
}

function tryEnter(guest: Guest, step: Step, limit: number): Attempt {
  try {
    return { kind: 'done', body: enter(step.target, step.values, limit) as string }
  } catch (error) {
    if (guest.isolate.isDisposed) return { kind: 'failed', answer: refused('sandbox.memory', '') }
    if (isTimeout(error)) return { kind: 'timeout' }
    return { kind: 'failed', answer: refused('sandbox.output', describe(error)) }
  }
}

/** After trouble nothing of the old context is trusted: the next call gets a fresh one. */
function renew(loaded: Loaded): void {
  disposeGuest(loaded.guest)
  loaded.guest = null
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.message === 'Script execution timed out.'
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return 'it threw something that is not an error'
  return `${error.name}: ${error.message}`.slice(0, 400)
}
