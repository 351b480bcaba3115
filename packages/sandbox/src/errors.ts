/** Whose fault a refusal is: it decides HTTP status, retry and log level. */
export type Fault = 'caller' | 'plugin' | 'device' | 'platform'

/** What each code needs to name the culprit. */
export interface SandboxErrorParams {
  'sandbox.timeout': { plugin: string; path: string; limit: string }
  'sandbox.memory': { plugin: string; path: string; limit: string }
  'sandbox.crashed': { plugin: string; path: string }
  'sandbox.thrown': { plugin: string; path: string; detail: string }
  'sandbox.async': { plugin: string; path: string }
  'sandbox.output': { plugin: string; path: string; detail: string }
  'sandbox.input': { plugin: string; path: string; detail: string }
  'sandbox.function-missing': { plugin: string; path: string }
  'sandbox.not-loaded': { plugin: string }
  'sandbox.suspended': { plugin: string; until: string }
  'sandbox.budget': { plugin: string; limit: string }
  'sandbox.overloaded': { plugin: string; limit: string }
  'sandbox.bundle': { plugin: string; detail: string }
  'sandbox.load': { plugin: string; detail: string }
  'sandbox.unavailable': { detail: string }
  'sandbox.tier': { wanted: string; detail: string }
  'sandbox.closed': Record<never, never>
  'sandbox.build': { detail: string }
  'kernel.lost': { partition: string }
  'kernel.not-open': { partition: string }
  'kernel.full': { partition: string; limit: string }
  'kernel.failed': { partition: string; detail: string }
  'kernel.bad-batch': { partition: string; reason: string }
}

export type SandboxErrorCode = keyof SandboxErrorParams

interface Entry {
  readonly fault: Fault
  readonly zh: string
  readonly en: string
}

/** Every code with its fault and its sentence in both languages; `{name}` is filled from the parameters. */
export const sandboxErrors: Readonly<Record<SandboxErrorCode, Entry>> = {
  'sandbox.timeout': {
    fault: 'plugin',
    zh: '插件“{plugin}”的函数“{path}”处理这一条数据超过时限（{limit}），已中止。请插件开发者检查是否有死循环或过慢的正则。',
    en: "Function '{path}' of plugin '{plugin}' exceeded its time limit ({limit}) on this item and was stopped. Its author should look for an endless loop or a slow regular expression.",
  },
  'sandbox.memory': {
    fault: 'plugin',
    zh: '插件“{plugin}”的函数“{path}”处理这一条数据超过内存上限（{limit}），已中止。请插件开发者减少占用。',
    en: "Function '{path}' of plugin '{plugin}' exceeded its memory limit ({limit}) on this item and was stopped. Its author should make it hold less.",
  },
  'sandbox.crashed': {
    fault: 'plugin',
    zh: '插件“{plugin}”的函数“{path}”处理这一条数据时使沙箱进程崩溃，该进程已更换。请把这条数据交给插件开发者。',
    en: "Function '{path}' of plugin '{plugin}' brought its sandbox process down on this item; the process was replaced. Hand the item to the plugin's author.",
  },
  'sandbox.thrown': {
    fault: 'plugin',
    zh: '插件“{plugin}”的函数“{path}”报错：{detail}',
    en: "Function '{path}' of plugin '{plugin}' threw: {detail}",
  },
  'sandbox.async': {
    fault: 'plugin',
    zh: '插件“{plugin}”的函数“{path}”返回了 Promise。沙箱中的函数必须同步返回结果，请去掉 async。',
    en: "Function '{path}' of plugin '{plugin}' returned a promise. Functions in the sandbox answer synchronously: remove async.",
  },
  'sandbox.output': {
    fault: 'plugin',
    zh: '插件“{plugin}”的函数“{path}”的返回值不可接受：{detail}',
    en: "The result of function '{path}' of plugin '{plugin}' is not acceptable: {detail}",
  },
  'sandbox.input': {
    fault: 'caller',
    zh: '交给插件“{plugin}”的函数“{path}”的数据不可接受：{detail}',
    en: "The input for function '{path}' of plugin '{plugin}' is not acceptable: {detail}",
  },
  'sandbox.function-missing': {
    fault: 'plugin',
    zh: '插件“{plugin}”没有函数“{path}”。请核对契约中写的名称与插件导出的名称。',
    en: "Plugin '{plugin}' has no function '{path}'. Compare the name in its contract with the name it exports.",
  },
  'sandbox.not-loaded': {
    fault: 'caller',
    zh: '插件“{plugin}”尚未载入沙箱。请先安装或启用它。',
    en: "Plugin '{plugin}' is not loaded in the sandbox. Install or enable it first.",
  },
  'sandbox.suspended': {
    fault: 'plugin',
    zh: '插件“{plugin}”短时间内多次失控，已暂停到 {until}。请停用它、换用修复后的版本，或手动恢复。',
    en: "Plugin '{plugin}' went out of control several times in a short while and is suspended until {until}. Disable it, load a repaired version or resume it by hand.",
  },
  'sandbox.budget': {
    fault: 'plugin',
    zh: '插件“{plugin}”用完了本时段的额度（{limit}），稍后继续。可由管理员调高额度。',
    en: "Plugin '{plugin}' has used up its budget for this period ({limit}); it goes on later. An administrator can raise the budget.",
  },
  'sandbox.overloaded': {
    fault: 'platform',
    zh: '插件“{plugin}”等待处理的数据过多（{limit}），请稍后重试。',
    en: "Too much is waiting for plugin '{plugin}' ({limit}). Try again in a moment.",
  },
  'sandbox.bundle': {
    fault: 'plugin',
    zh: '插件“{plugin}”的脚本不可接受：{detail}',
    en: "The bundle of plugin '{plugin}' is not acceptable: {detail}",
  },
  'sandbox.load': {
    fault: 'plugin',
    zh: '插件“{plugin}”的脚本无法载入：{detail}',
    en: "The bundle of plugin '{plugin}' could not be loaded: {detail}",
  },
  'sandbox.unavailable': {
    fault: 'platform',
    zh: '沙箱进程无法启动：{detail}。请查看 /api/health 中的沙箱状态。',
    en: 'No sandbox process could be started: {detail}. See the sandbox section of /api/health.',
  },
  'sandbox.tier': {
    fault: 'platform',
    zh: '本机达不到要求的沙箱等级“{wanted}”（{detail}）。请安装 bubblewrap，或用 --sandbox plain 明确接受较弱的隔离。',
    en: "This machine does not reach the sandbox tier '{wanted}' that is asked for ({detail}). Install bubblewrap, or accept weaker walls in plain words: --sandbox plain.",
  },
  'sandbox.closed': {
    fault: 'caller',
    zh: '沙箱已关闭，不再接受调用。请重新启动服务。',
    en: 'The sandbox is closed and takes no more calls. Start the server again.',
  },
  'sandbox.build': {
    fault: 'platform',
    zh: '沙箱脚本无法生成：{detail}。请运行 npm run build。',
    en: "The sandbox's scripts could not be built: {detail}. Run npm run build.",
  },
  'kernel.lost': {
    fault: 'platform',
    zh: '分区“{partition}”的规则进程已丢失，正在重启。请重新打开该分区并从检查点重放。',
    en: "The kernel worker of partition '{partition}' was lost and is starting again. Open the partition again and refold from its checkpoint.",
  },
  'kernel.not-open': {
    fault: 'caller',
    zh: '分区“{partition}”尚未打开。请先调用 open。',
    en: "Partition '{partition}' is not open. Call open first.",
  },
  'kernel.full': {
    fault: 'platform',
    zh: '规则进程的内存已用到上限（{limit}），无法再为分区“{partition}”加载数据。请调高 heapMb 或减少键的数量。',
    en: "The kernel worker's heap is used up to its limit ({limit}); partition '{partition}' cannot take more. Raise heapMb or lower the number of keys.",
  },
  'kernel.failed': {
    fault: 'platform',
    zh: '分区“{partition}”的规则计算失败：{detail}。请附上日志报告此问题。',
    en: "The kernel failed on partition '{partition}': {detail}. Please report this with the log.",
  },
  'kernel.bad-batch': {
    fault: 'platform',
    zh: '分区“{partition}”收到的一批记录无法读取（{reason}），未计算。请确认服务与其规则进程是同一版本，然后重启。',
    en: "A batch of records for partition '{partition}' cannot be read ({reason}); none of it was folded. Make sure the server and its kernel worker are of one version, then restart.",
  },
}

/** An error of this package. Ask by `code`; `text` has the sentence in both languages, `message` the English one. */
export class SandboxError extends Error {
  readonly code: SandboxErrorCode
  readonly fault: Fault
  readonly params: Readonly<Record<string, string>>
  readonly text: { readonly zh: string; readonly en: string }

  constructor(code: SandboxErrorCode, params: Readonly<Record<string, string>>, cause?: unknown) {
    const entry = sandboxErrors[code]
    super(fill(entry.en, params), cause === undefined ? undefined : { cause })
    this.name = 'SandboxError'
    this.code = code
    this.fault = entry.fault
    this.params = params
    this.text = { zh: fill(entry.zh, params), en: this.message }
  }
}

/** Builds the error for a code with its typed parameters. */
export function sandboxError<Code extends SandboxErrorCode>(
  code: Code,
  params: SandboxErrorParams[Code],
  cause?: unknown,
): SandboxError {
  return new SandboxError(code, params, cause)
}

function fill(sentence: string, params: Readonly<Record<string, string>>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => params[name] ?? whole)
}
