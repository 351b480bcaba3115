import type { GuestLog } from './console.ts'
import type { Moment } from './environment.ts'

/** What the worker may call in the guest: strings in, strings out. */
export interface GuestRunner {
  /** Makes `path` callable; false where the bundle has no such function. */
  resolve(path: string, found: unknown): boolean
  /**
   * Calls `path` once per item of the JSON array `items`; returns a JSON array of outcomes, each at most `longest` long,
   * for all items or, of a long answer, the first ones; as `{"lines","outcomes"}` where the plugin wrote to `console`.
   */
  run(path: string, times: string, items: string, longest: number): string
  /** Goes on where a timeout that was not the guest's fault stopped it; after the last item, the answer once more. */
  again(): string
  /** After a timeout: the item in hand failed with `code`, the others go on. */
  resume(code: string): string
  /** After too many timeouts: the item in hand failed with `code`, all after it with `others`. */
  finish(code: string, others: string): string
}

type GuestFunction = (item: unknown) => unknown

const longestDetail = 400
/** An answer is cut after the item that makes it longer than this; the host asks again for the rest. */
const longestAnswer = 1024 * 1024

/**
 * The loop around foreign functions. Everything it uses is captured before foreign code runs, and it builds its
 * answer by concatenation, so that a polluted prototype cannot touch a neighbour's outcome.
 */
export function createRunner(moment: Moment, log: GuestLog): GuestRunner {
  const parse = JSON.parse
  const stringify = JSON.stringify
  const toText = String
  const RealDate = Date
  const functions = new Map<string, GuestFunction>()
  const get = functions.get.bind(functions)
  const set = functions.set.bind(functions)

  const builtIn = languageFunctions()

  let path = ''
  let call: GuestFunction | undefined
  let items: unknown[] = []
  let times: number[] = []
  let text = ''
  /** The answer once all items are done. What goes wrong after that, in micro-tasks, does not change it. */
  let ready: string | null = null
  let at = 0
  let longest = 0

  const seed = (): string => `${path}\n${moment.now}\n${stringify(items[at])}`
  moment.seed = seed

  function failed(code: string, detail: string, place = ''): string {
    return `{"ok":false,"error":{"code":${stringify(code)},"message":${stringify(detail)},"place":${stringify(place)}}}`
  }

  /** Line and column of the bundle where it was thrown, as `12:5`; empty where unknown. */
  function placeOf(thrown: unknown): string {
    try {
      const { stack } = thrown as { stack?: unknown }
      return typeof stack === 'string' ? (/bundle\.js:(\d+:\d+)/.exec(stack)?.[1] ?? '') : ''
    } catch {
      return ''
    }
  }

  function describe(thrown: unknown): string {
    try {
      if (typeof thrown === 'object' && thrown !== null) {
        const { name, message } = thrown as { name?: unknown; message?: unknown }
        const text = name === undefined ? toText(message) : `${toText(name)}: ${toText(message)}`
        return text.length > longestDetail ? `${text.slice(0, longestDetail)}…` : text
      }
      const text = toText(thrown)
      return text.length > longestDetail ? `${text.slice(0, longestDetail)}…` : text
    } catch {
      return 'a value that cannot be shown'
    }
  }

  function one(item: unknown): string {
    try {
      const value = (call as GuestFunction)(item)
      if (
        value !== null &&
        typeof value === 'object' &&
        typeof (value as { then?: unknown }).then === 'function'
      ) {
        return failed('sandbox.async', '')
      }
      const json = stringify(value)
      if (json === undefined) return '{"ok":true,"value":null}'
      if (json.length > longest) return failed('sandbox.output', `it has more than ${longest} characters`)
      return `{"ok":true,"value":${json}}`
    } catch (thrown) {
      return failed('sandbox.thrown', describe(thrown), placeOf(thrown))
    }
  }

  function add(outcome: string): void {
    text += at === 0 ? outcome : `,${outcome}`
    at += 1
  }

  function rest(): string {
    while (at < items.length && text.length < longestAnswer) {
      moment.now = times.length === 1 ? (times[0] as number) : (times[at] as number)
      moment.random = null
      add(one(items[at]))
    }
    return answer()
  }

  function answer(): string {
    const lines = log.take()
    ready = lines === null ? `[${text}]` : `{"lines":${lines},"outcomes":[${text}]}`
    items = []
    text = ''
    return ready
  }

  function reviveTimes(name: string): void {
    if (name !== 'decodeUplink' && name !== 'decodeDownlink') return
    for (const item of items as { recvTime?: unknown }[]) {
      if (item !== null && typeof item === 'object' && typeof item.recvTime === 'string')
        item.recvTime = new RealDate(item.recvTime)
    }
  }

  return {
    resolve(name, found) {
      const target = found === undefined ? walk(name) : found
      if (typeof target !== 'function' || builtIn.has(target)) return false
      set(name, target as GuestFunction)
      return true
    },
    run(name, timesText, itemsText, longestOutcome) {
      path = name
      call = get(name)
      items = parse(itemsText) as unknown[]
      times = parse(timesText) as number[]
      longest = longestOutcome
      text = ''
      ready = null
      at = 0
      reviveTimes(name)
      return rest()
    },
    again: () => ready ?? rest(),
    resume(code) {
      if (ready !== null) return ready
      add(failed(code, ''))
      return rest()
    },
    finish(code, others) {
      if (ready !== null) return ready
      add(failed(code, ''))
      while (at < items.length) add(failed(others, ''))
      return answer()
    },
  }
}

/** What the language brings: not a plugin's functions, even where the name is the same. */
function languageFunctions(): Set<unknown> {
  const owners = [globalThis, Object.prototype] as unknown as Record<string, unknown>[]
  return new Set(owners.flatMap((owner) => Object.getOwnPropertyNames(owner).map((name) => owner[name])))
}

/** Own properties only, from `globalThis.linli` or `module.exports` down. */
function walk(path: string): unknown {
  const { linli, module } = globalThis as { linli?: unknown; module?: { exports?: unknown } }
  return below(linli, path) ?? below(module?.exports, path)
}

function below(root: unknown, path: string): unknown {
  let here = root
  for (const part of path.split('.')) {
    if (here === null || typeof here !== 'object' || !Object.hasOwn(here, part)) return undefined
    here = (here as Record<string, unknown>)[part]
  }
  return here
}
