/** Whose mistake it is: decides HTTP status, retry and log level. */
export type Fault = 'caller' | 'plugin' | 'device' | 'platform'

interface ErrorSpec {
  readonly fault: Fault
  /** HTTP status where the fault's own (caller 400, plugin 502, device 422, platform 500) does not fit. */
  readonly status?: number
  /** `{name}` stands for a parameter. Both languages name the culprit and the way out. */
  readonly zh: string
  readonly en: string
}

/**
 * Every code the runtime can answer with. To add one, add it here; its parameters are the `{names}` in its texts.
 * `pnpm exec vitest run packages/runtime/src/errors.test.ts -u` then brings ERRORS.md in line.
 */
export const errors = {
  'journal.locked': {
    fault: 'caller',
    zh: '数据目录“{dir}”正由进程 {pid} 使用。请先停止该进程，或用 --data 指定另一个目录。',
    en: 'The data directory "{dir}" is in use by process {pid}. Stop that process or choose another directory with --data.',
  },
  'journal.full': {
    fault: 'platform',
    status: 503,
    zh: '磁盘已满，消息无法写入日志“{dir}”，也未确认。请释放空间，之后会自动恢复接收。',
    en: 'The disk is full: the message could not be written to the journal "{dir}" and was not acknowledged. Free some space; receiving then resumes by itself.',
  },
  'journal.failed': {
    fault: 'platform',
    status: 503,
    zh: '写入日志“{dir}”失败（{reason}），消息未确认。请检查磁盘和目录权限。',
    en: 'Writing to the journal "{dir}" failed ({reason}); the message was not acknowledged. Check the disk and the permissions of the directory.',
  },
  'journal.closed': {
    fault: 'platform',
    status: 503,
    zh: '日志“{dir}”已关闭，系统正在停止。请稍后重试。',
    en: 'The journal "{dir}" is closed because the server is stopping. Try again later.',
  },
  'journal.damaged': {
    fault: 'platform',
    zh: '日志段“{file}”在位置 {position} 处损坏（{reason}），其后还有数据。请从备份恢复该文件，或移走该文件后重新启动（将丢失该段内之后的消息）。',
    en: 'The journal segment "{file}" is damaged at position {position} ({reason}) and more data follows. Restore the file from a backup, or move it away and start again (messages after that point in it are then lost).',
  },
  'journal.gone': {
    fault: 'platform',
    zh: '日志位置 {position} 之前的消息已删除，最早可读位置是 {tail}。请从检查点 {tail} 或更晚处继续读取。',
    en: 'Journal entries up to position {position} were already deleted; the first one left is {tail}. Continue from a checkpoint at {tail} or later.',
  },
  'journal.oversize': {
    fault: 'caller',
    status: 413,
    zh: '消息大小为 {size} 字节，超过日志的上限 {limit} 字节。请拆分后发送。',
    en: 'The message has {size} bytes, more than the {limit} bytes the journal takes. Send it in parts.',
  },
} as const satisfies Record<string, ErrorSpec>

/** A code of the table. */
export type ErrorCode = keyof typeof errors

type Names<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Names<Rest>
  : never

/** What the texts of a code name in braces. */
export type ErrorParams<Code extends ErrorCode> = {
  readonly [Name in Names<(typeof errors)[Code]['zh' | 'en']>]: string | number
}

/** An error with a code of the table; `message` is English for logs, `text` has both languages for people. */
export class RuntimeError<Code extends ErrorCode = ErrorCode> extends Error {
  override readonly name = 'RuntimeError'
  readonly code: Code
  readonly fault: Fault
  readonly status: number
  readonly params: Readonly<Record<string, string | number>>
  readonly text: { readonly zh: string; readonly en: string }

  constructor(code: Code, params: ErrorParams<Code>, options?: ErrorOptions) {
    const spec: ErrorSpec = errors[code]
    super(fill(spec.en, params), options)
    this.code = code
    this.fault = spec.fault
    this.status = spec.status ?? statusOfFault[spec.fault]
    this.params = params
    this.text = { zh: fill(spec.zh, params), en: this.message }
  }
}

const statusOfFault: Readonly<Record<Fault, number>> = {
  caller: 400,
  plugin: 502,
  device: 422,
  platform: 500,
}

/** Builds an error of the table; keep what led to it as `cause`. */
export function runtimeError<Code extends ErrorCode>(
  code: Code,
  params: ErrorParams<Code>,
  options?: ErrorOptions,
): RuntimeError<Code> {
  return new RuntimeError(code, params, options)
}

/** Asks by code, also for errors that came from another thread or process. */
export function hasCode<Code extends ErrorCode>(error: unknown, code: Code): error is Error & { code: Code } {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code
}

function fill(text: string, params: Readonly<Record<string, string | number>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole))
}
