import { answerLines, type LineGroups } from './answer-lines.ts'
import { largestBundle } from './bundle/check-bundle.ts'
import { SandboxError, sandboxError } from './errors.ts'
import { defaultLimits } from './limits.ts'
import type { LogLine, Outcome, OutcomeError, VendorHost } from './port.ts'
import type { Tier } from './process/launch.ts'
import { failedOutcome } from './vendor/outcome.ts'
import { createVendorHost } from './vendor/vendor-host.ts'

/** What to run over which inputs. */
export interface CodecRunOptions {
  readonly script: string
  /** What errors call the script. Default: `script`. */
  readonly plugin?: string
  /** A function of the script, or a path such as `codecs.bay`. Default: `decodeUplink`. */
  readonly name?: string
  /** JSON texts, one input each, in groups as they arrived; empty lines are passed over. */
  readonly lines: LineGroups
  /** The script's clock, ms. Default: the time of the call. */
  readonly now?: number
  readonly minimumTier?: Tier
  /** Given what the script writes with `console`. */
  readonly onLog?: (lines: readonly LogLine[]) => void
}

interface Run {
  readonly host: VendorHost
  readonly plugin: string
  readonly path: string
  readonly now: number
}

/** A trial run shows every failure; nothing is suspended. */
const never = 1_000_000

/** Runs a script's function in the sandbox, line by line: yields the result's JSON, or `{"error":{"code":…}}`. */
export async function* runCodec(options: CodecRunOptions): AsyncGenerator<string> {
  const { minimumTier, onLog, plugin = 'script', name: path = 'decodeUplink', now = Date.now() } = options
  await using host = await createVendorHost({
    ...(minimumTier === undefined ? {} : { minimumTier }),
    ...(onLog === undefined ? {} : { onLog: (_plugin, lines) => onLog(lines) }),
    limits: { strikes: never },
  })
  const broken = await load(host, plugin, options.script)
  const run = { host, plugin, path, now }
  yield* answerLines(options.lines, async (lines) =>
    broken === null ? answer(run, lines) : lines.map(() => errorLine(broken)),
  )
}

async function load(host: VendorHost, plugin: string, script: string): Promise<SandboxError | null> {
  if (script.length > largestBundle)
    return sandboxError('sandbox.bundle', {
      plugin,
      detail: `it has more than ${largestBundle} characters`,
    })
  try {
    await host.load({ plugin, version: '0', domain: 'local', script })
    return null
  } catch (error) {
    if (error instanceof SandboxError) return error
    throw error
  }
}

async function answer(run: Run, lines: readonly string[]): Promise<string[]> {
  const inputs = lines.map((line) => readInput(run, line))
  const good = inputs.filter((input) => input.ok).map(({ value }) => value)
  const results = await run.host.call(run.plugin, run.path, good, run.now)
  let next = 0
  return inputs.map((input) => {
    const outcome = input.ok ? (results[next++] as Outcome) : input
    return outcome.ok ? JSON.stringify(outcome.value) : errorLine(outcome.error)
  })
}

function readInput({ plugin, path }: Run, line: string): Outcome {
  const longest = defaultLimits.batchCharacters
  const refuse = (detail: string) => failedOutcome('sandbox.input', { plugin, path, detail })
  if (line.length > longest) return refuse(`the line is longer than ${longest} characters`)
  try {
    return { ok: true, value: JSON.parse(line) }
  } catch {
    return refuse('the line is not JSON')
  }
}

/** A failure as one line of JSON. */
export function errorLine({ code, message, fault, params }: OutcomeError): string {
  return JSON.stringify({ error: { code, message, fault, params } })
}
