import { sandboxError } from '../errors.ts'
import { stripTexts } from './strip.ts'

/** Most bytes a bundle may have. */
export const largestBundle = 2 * 1024 * 1024

const forbidden = [
  { pattern: /\bimport\s*\(/, detail: 'it imports at run time; bundle everything into one script' },
  { pattern: /\bimport\s*\.\s*meta\b/, detail: 'it uses import.meta; build it as a script, not as a module' },
  {
    pattern: /(^|[;}])[^\S\n]*import[\s{*]/m,
    detail: 'it has an import statement; bundle everything into one script',
  },
  {
    pattern: /(^|[;}])[^\S\n]*export[\s{*]/m,
    detail: 'it has an export statement; build it as a script, not as a module',
  },
] as const
const native = /\brequire\s*\(\s*['"][^'"\n]*\.node['"]|\bprocess\s*\.\s*dlopen\b/

/**
 * Throws `sandbox.bundle` with the reason and the line where a bundle cannot run in the sandbox. The sandbox has none of
 * this anyway: the check tells an author at once what would otherwise fail at the first message.
 */
export function checkBundle(plugin: string, script: string): void {
  const complaint = complaintOf(script)
  if (complaint !== null) throw sandboxError('sandbox.bundle', { plugin, detail: complaint })
}

function complaintOf(script: string): string | null {
  const size = Buffer.byteLength(script)
  if (size > largestBundle) return `it has ${size} bytes; at most ${largestBundle} are allowed`
  if (script.includes('\0')) return 'it is not text'
  const code = stripTexts(script)
  for (const { pattern, detail } of forbidden) {
    const match = pattern.exec(code)
    if (match !== null) return `line ${lineOf(code, match.index + (match[1]?.length ?? 0))}: ${detail}`
  }
  const match = native.exec(script)
  return match === null ? null : `line ${lineOf(script, match.index)}: it loads native code`
}

function lineOf(text: string, index: number): number {
  return text.slice(0, index).split('\n').length
}
