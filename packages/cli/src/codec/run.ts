import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { runCodec } from '@linli/sandbox'
import { cliError } from '../errors.ts'
import { readLines } from '../lines/read-lines.ts'
import { writeLines } from '../lines/write-lines.ts'

/** Answers standard input on standard output. Lines that fail are lines too: the exit code says only whether it ran. */
export async function codecRun(options: {
  readonly script: string
  readonly function: string
  readonly now?: string
}): Promise<void> {
  const now = options.now === undefined ? Date.now() : readTime(options.now)
  const script = await readFile(options.script, 'utf8').catch((cause) => {
    throw cliError('cli.unreadable', { file: options.script, reason: cause.message }, cause)
  })
  const answers = runCodec({
    script,
    plugin: path.basename(options.script),
    name: options.function,
    lines: readLines(process.stdin),
    now,
    onLog: (lines) => {
      // How a line failed stands on standard output already.
      for (const { level, text, place, code } of lines)
        if (code === undefined) process.stderr.write(`${level} ${text} (${place ?? '?'})\n`)
    },
  })
  await writeLines(answers, process.stdout)
}

function readTime(text: string): number {
  const time = /^\d+$/.test(text) ? Number(text) : Date.parse(text)
  if (Number.isNaN(time)) throw cliError('cli.time', { text })
  return time
}
