/** Every reason of its own for which the command refuses; `{name}` stands for a parameter. */
export const cliErrors = {
  'cli.unreadable': {
    fault: 'caller',
    zh: '文件“{file}”无法读取（{reason}）。请检查路径和权限。',
    en: 'The file "{file}" cannot be read ({reason}). Check its path and permissions.',
  },
  'cli.port': {
    fault: 'caller',
    zh: '“{text}”不是端口。请写 0 到 65535 之间的整数，0 表示任选一个空闲端口。',
    en: '"{text}" is no port. Write a whole number from 0 to 65535; 0 means any free port.',
  },
  'cli.time': {
    fault: 'caller',
    zh: '“{text}”不是时间。请写成 2026-03-02T08:00:00+08:00，或自 1970 年起的毫秒数。',
    en: '"{text}" is no time. Write 2026-03-02T08:00:00+08:00, or milliseconds since 1970.',
  },
} as const

export type CliErrorCode = keyof typeof cliErrors

/** An error of this package. Ask by `code`; `text` has the sentence in both languages. */
export class CliError extends Error {
  readonly code: CliErrorCode
  readonly fault = 'caller'
  readonly params: Readonly<Record<string, string>>
  readonly text: { readonly zh: string; readonly en: string }

  constructor(code: CliErrorCode, params: Readonly<Record<string, string>>, cause?: unknown) {
    const text = { zh: fill(cliErrors[code].zh, params), en: fill(cliErrors[code].en, params) }
    super(text.en, cause === undefined ? undefined : { cause })
    this.name = 'CliError'
    this.code = code
    this.params = params
    this.text = text
  }
}

/** The error for a code with its parameters. */
export function cliError(
  code: CliErrorCode,
  params: Readonly<Record<string, string>>,
  cause?: unknown,
): CliError {
  return new CliError(code, params, cause)
}

function fill(sentence: string, params: Readonly<Record<string, string>>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => params[name] ?? whole)
}
