import { SandboxError } from './errors.ts'
import type { Outcome, OutcomeError, VendorHost } from './port.ts'
import type { Tier } from './process/launch.ts'
import { failedOutcome } from './vendor/outcome.ts'
import { createVendorHost } from './vendor/vendor-host.ts'

/** What to run over which inputs. */
export interface CodecRunOptions {
  readonly script: string
  /** A function of the script, or a path such as `codecs.bay`. Default: `decodeUplink`. */
  readonly name?: string
  /** JSON texts, one input each; empty lines are passed over. */
  readonly lines: AsyncIterable<string> | Iterable<string>
  /** The script's clock, ms. Default: the time of the call. */
  readonly now?: number
  readonly minimumTier?: Tier
}

const plugin = 'script'
const batchLines = 64
/** A trial run shows every failure; nothing is suspended. */
const never = 1_000_000

/** Runs a script's function in the sandbox, line by line: yields the result's JSON, or `{"error":{"code":…}}`. */
export async function* runCodec(options: CodecRunOptions): AsyncGenerator<string> {
  const { minimumTier } = options
  await using host = await createVendorHost({
    ...(minimumTier === undefined ? {} : { minimumTier }),
    limits: { strikes: never },
  })
  const broken = await load(host, options.script)
  let lines: string[] = []
  for await (const line of options.lines) {
    if (line.trim() === '') continue
    lines.push(line)
    if (lines.length < batchLines) continue
    yield* await answer(host, options, lines, broken)
    lines = []
  }
  yield* await answer(host, options, lines, broken)
}

async function load(host: VendorHost, script: string): Promise<SandboxError | null> {
  try {
    await host.load({ plugin, version: '0', domain: 'local', script })
    return null
  } catch (error) {
    if (error instanceof SandboxError) return error
    throw error
  }
}

async function answer(
  host: VendorHost,
  { name = 'decodeUplink', now = Date.now() }: CodecRunOptions,
  lines: readonly string[],
  broken: SandboxError | null,
): Promise<string[]> {
  if (broken !== null) return lines.map(() => errorLine(broken))
  const inputs = lines.map(readInput)
  const good = inputs.filter((input) => input.ok)
  const results = await host.call(
    plugin,
    name,
    good.map(({ value }) => value),
    now,
  )
  let next = 0
  return inputs.map((input) => {
    const outcome = input.ok ? (results[next++] as Outcome) : input
    return outcome.ok ? JSON.stringify(outcome.value) : errorLine(outcome.error)
  })
}

function readInput(line: string): Outcome {
  try {
    return { ok: true, value: JSON.parse(line) }
  } catch {
    return failedOutcome('sandbox.input', { plugin, path: '', detail: 'the line is not JSON' })
  }
}

function errorLine({ code, message, fault, params }: OutcomeError): string {
  return JSON.stringify({ error: { code, message, fault, params } })
}
