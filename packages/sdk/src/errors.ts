import type { Text } from '@linli/kernel'

/** Whose mistake it is. */
export type Fault = 'caller' | 'plugin' | 'platform'

/**
 * Every code of this package: findings of `checkContract` and `linli plugin check`, errors of the bench.
 * `{name}` stands for a parameter; ERRORS.md beside this folder says the same, by test.
 */
export const sdkErrors = {
  'contract.invalid': {
    fault: 'plugin',
    zh: '契约“{contract}”有 {count} 处错误，第一处：{first}',
    en: 'The contract "{contract}" has {count} errors, the first one: {first}',
  },
  'contract.too-large': {
    fault: 'plugin',
    zh: '契约过大：{what}。请精简契约，或拆成多个场景。',
    en: 'The contract is too large: {what}. Make it smaller, or several scenarios of it.',
  },
  'contract.shape': {
    fault: 'plugin',
    zh: '契约的“{path}”应为{expected}，实际是 {found}。请修改该字段。',
    en: 'The field "{path}" of the contract must be {expected}, but it is {found}. Correct it.',
  },
  'contract.missing': {
    fault: 'plugin',
    zh: '契约缺少“{path}”，应为{expected}。请补充该字段。',
    en: 'The contract has no "{path}"; it must be {expected}. Add it.',
  },
  'contract.unknown-field': {
    fault: 'plugin',
    zh: '契约的“{path}”不是已知字段。{hint}',
    en: 'The contract does not know the field "{path}". {hint}',
  },
  'contract.unknown-name': {
    fault: 'plugin',
    zh: '契约的“{path}”引用了{kind}“{name}”，但契约中没有声明。{hint}',
    en: 'The field "{path}" of the contract names the {kind} "{name}", which the contract does not declare. {hint}',
  },
  'contract.duplicate': {
    fault: 'plugin',
    zh: '契约的“{path}”与前面的“{name}”重复。请改成不同的名称。',
    en: 'The field "{path}" of the contract repeats "{name}". Give it a name of its own.',
  },
  'contract.value': {
    fault: 'plugin',
    zh: '契约的“{path}”的值 {found} 不符合要求：{expected}。',
    en: 'The field "{path}" of the contract has the value {found}, but needs {expected}.',
  },
  'contract.data-note': {
    fault: 'plugin',
    zh: '契约的“{path}”没有说明是否含个人信息。请写 data: notPersonal，或写 data: personal(…) 说明主体、用途、保存期限和脱敏方式。',
    en: 'The field "{path}" of the contract does not say whether it holds personal data. Write data: notPersonal, or data: personal(…) with subject, purpose, retention and mask.',
  },
  'contract.capability': {
    fault: 'plugin',
    zh: '契约的“{path}”使用了{what}，但没有在 capabilities 中申请。请补充申请和理由。',
    en: 'The field "{path}" of the contract uses {what}, which "capabilities" does not ask for. Ask for it and say why.',
  },
  'contract.schema': {
    fault: 'plugin',
    zh: '契约的“{path}”使用了不支持的数据结构：{found}。可用：string、number、integer、boolean、null、object、array、const、enum、anyOf。',
    en: 'The schema at "{path}" of the contract uses {found}, which is not supported. There are string, number, integer, boolean, null, object, array, const, enum and anyOf.',
  },
  'plugin.package': {
    fault: 'plugin',
    zh: '目录“{dir}”中的 package.json 无法读取：{reason}。请在插件目录中运行。',
    en: 'The package.json in "{dir}" cannot be read: {reason}. Run this in the folder of a plugin.',
  },
  'plugin.name': {
    fault: 'plugin',
    zh: '包名“{name}”不是插件名。请改为 linli-plugin-… 或 @范围/linli-plugin-…。',
    en: 'The package name "{name}" is not that of a plugin. Call it linli-plugin-… or @scope/linli-plugin-….',
  },
  'plugin.install-script': {
    fault: 'plugin',
    zh: '插件“{plugin}”声明了安装脚本“{script}”。插件不得在安装时运行代码，请删除它。',
    en: 'Plugin "{plugin}" declares the install script "{script}". A plugin runs nothing when it is installed: remove it.',
  },
  'plugin.dependency': {
    fault: 'plugin',
    zh: '插件“{plugin}”在 {field} 中声明了运行时依赖“{name}”。请移到 devDependencies，构建时会一并打包。',
    en: 'Plugin "{plugin}" has the run-time dependency "{name}" in {field}. Move it to devDependencies; the build bundles what is used.',
  },
  'plugin.entry': {
    fault: 'plugin',
    zh: '插件“{plugin}”没有“{file}”。请创建它，并默认导出 defineScenario(…) 的结果。',
    en: 'Plugin "{plugin}" has no "{file}". Create it and export the result of defineScenario(…) as default.',
  },
  'plugin.invalid': {
    fault: 'plugin',
    zh: '插件“{plugin}”有 {count} 处错误，没有构建。第一处：{first} 运行 linli plugin check 可查看全部。',
    en: 'Plugin "{plugin}" has {count} errors and was not built. The first one: {first} See all with linli plugin check.',
  },
  'plugin.build': {
    fault: 'plugin',
    zh: '插件“{plugin}”无法构建：{reason}。请按提示修改源代码。',
    en: 'Plugin "{plugin}" cannot be built: {reason}. Correct the source.',
  },
  'plugin.load': {
    fault: 'plugin',
    zh: '插件“{plugin}”的 src/index.ts 无法载入：{reason}。请修正后重试。',
    en: 'The src/index.ts of plugin "{plugin}" cannot be loaded: {reason}. Correct it and try again.',
  },
  'plugin.no-scenario': {
    fault: 'plugin',
    zh: '插件“{plugin}”的 src/index.ts 没有默认导出场景。请写 export default defineScenario(…)。',
    en: 'The src/index.ts of plugin "{plugin}" has no scenario as default export. Write export default defineScenario(…).',
  },
  'plugin.not-bare': {
    fault: 'plugin',
    zh: '插件“{plugin}”的行为脚本在沙箱中无法载入：{reason}。沙箱中没有网络、文件和 Node 接口，请去掉对它们的使用。',
    en: 'The behaviour of plugin "{plugin}" does not load in a bare sandbox: {reason}. There is no network, no file and no Node there: use none.',
  },
  'plugin.function-missing': {
    fault: 'plugin',
    zh: '插件“{plugin}”的契约在“{path}”使用了 {part} 中的“{name}”，但行为中没有这个函数。请在 defineScenario 中补充。',
    en: 'The contract of plugin "{plugin}" uses "{name}" of {part} in "{path}", but the behaviour has no such function. Add it to defineScenario.',
  },
  'plugin.function-unused': {
    fault: 'plugin',
    zh: '插件“{plugin}”的行为在 {part} 中有“{name}”，但契约没有使用它。请在契约中引用或删除它。',
    en: 'The behaviour of plugin "{plugin}" has "{name}" in {part}, but the contract does not use it. Name it in the contract or remove it.',
  },
  'plugin.id': {
    fault: 'plugin',
    zh: '包“{plugin}”的契约编号是“{id}”，与包名不一致。请改为“{expected}”。',
    en: 'The contract of package "{plugin}" has the id "{id}", which does not match the name. Call it "{expected}".',
  },
  'bench.moment': {
    fault: 'caller',
    zh: '测试台无法识别时间“{moment}”。请写“08:05”“2026-03-02T08:05”或时长“10m”。',
    en: 'The bench cannot read the time "{moment}". Write "08:05", "2026-03-02T08:05" or, for a length, "10m".',
  },
  'bench.backwards': {
    fault: 'caller',
    zh: '测试台已到 {now}，不能退回 {to}。第二天请写完整日期。',
    en: 'The bench is at {now} and cannot go back to {to}. For another day write the date.',
  },
  'bench.device-twice': {
    fault: 'caller',
    zh: '测试台上已有设备“{device}”。请换一个编号。',
    en: 'There is a device "{device}" on the bench already. Choose another id.',
  },
  'bench.unknown-device': {
    fault: 'caller',
    zh: '测试台上没有地址为“{address}”的设备（已有：{known}）。请先用 bench.device 添加。',
    en: 'No device on the bench has the address "{address}" (there are: {known}). Add it with bench.device first.',
  },
  'bench.no-codec': {
    fault: 'plugin',
    zh: '物模型“{model}”没有从数据源“{source}”解析，设备“{device}”的消息无法处理。请在 decode 中补充。',
    en: 'The model "{model}" decodes nothing from the source "{source}", so the message of device "{device}" is lost. Add it to "decode".',
  },
  'bench.codec-failed': {
    fault: 'plugin',
    zh: '解析函数“{codec}”未能解析设备“{device}”的消息：{reason}。',
    en: 'The codec "{codec}" could not read the message of device "{device}": {reason}.',
  },
  'bench.outside-model': {
    fault: 'plugin',
    zh: '设备“{device}”上报的“{name}”不符合物模型“{model}”：{reason}。',
    en: 'What device "{device}" reports as "{name}" is not what the model "{model}" allows: {reason}.',
  },
  'bench.function-failed': {
    fault: 'plugin',
    zh: '派生函数“{function}”对设备“{device}”失败：{reason}。',
    en: 'The function "{function}" failed for device "{device}": {reason}.',
  },
  'bench.reducer-failed': {
    fault: 'plugin',
    zh: '归并函数“{reducer}”对记录“{record}”（{key}）失败：{reason}。',
    en: 'The reducer "{reducer}" failed for the record "{record}" ({key}): {reason}.',
  },
  'bench.no-alert': {
    fault: 'caller',
    zh: '测试台上没有规则“{rule}”的未结告警，不能“{action}”。',
    en: 'There is no open alert of rule "{rule}" on the bench to "{action}".',
  },
  'bench.not-allowed': {
    fault: 'caller',
    zh: '{reason}',
    en: '{reason}',
  },
  'bench.order-matters': {
    fault: 'plugin',
    zh: '归并函数“{reducer}”对重复或乱序的输入得到不同结果。顺序 {order}：应为 {expected}，实际 {actual}。请让结果与顺序和重复无关。',
    en: 'The reducer "{reducer}" gives another record when inputs repeat or change places. Order {order}: {actual} instead of {expected}. Make it independent of both.',
  },
  'golden.unreadable': {
    fault: 'caller',
    zh: '样例场景“{file}”无法读取：{reason}。',
    en: 'The golden scenario "{file}" cannot be read: {reason}.',
  },
  'golden.differs': {
    fault: 'plugin',
    zh: '样例场景“{title}”在 {count} 处与预期不符：{first}',
    en: 'The golden scenario "{title}" differs in {count} places: {first}',
  },
} as const satisfies Record<string, { readonly fault: Fault } & Text>

/** A code of the table. */
export type SdkErrorCode = keyof typeof sdkErrors

type Placeholders<Line extends string> = Line extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never

/** The parameters that the texts of a code name; a `Text` where the languages differ. */
export type SdkErrorParams<Code extends SdkErrorCode> = {
  readonly [Name in Placeholders<(typeof sdkErrors)[Code]['en']>]: string | Text
}

/** Something wrong with a contract or a plugin, as data: what, where, and both sentences. */
export interface Finding {
  /** `contract.*` and `plugin.*` of this package, `rule.*` of the kernel, `flow.*` of the flow. */
  readonly code: string
  readonly fault: Fault
  /** Where, in dots: `rules.overstay.when`. */
  readonly path: string
  readonly params: Readonly<Record<string, string>>
  readonly text: Text
  /** It runs, but hardly as it is meant; left out, it is refused. */
  readonly severity?: 'warning'
}

/** Builds a finding of the table. */
export function finding<Code extends SdkErrorCode>(
  code: Code,
  path: string,
  params: SdkErrorParams<Code>,
): Finding {
  const { fault, zh, en } = sdkErrors[code]
  return {
    code,
    fault,
    path,
    params: plain(params),
    text: { zh: fill(zh, params, 'zh'), en: fill(en, params, 'en') },
  }
}

/** An error of this package. Ask by `code`; `text` has the sentence in both languages, `message` the English one. */
export class SdkError extends Error {
  readonly code: SdkErrorCode
  readonly fault: Fault
  readonly params: Readonly<Record<string, string>>
  readonly text: Text
  /** Everything that was found, where the error stands for several findings. */
  readonly findings: readonly Finding[]

  constructor(found: Finding, findings: readonly Finding[], cause: unknown) {
    super(found.text.en, cause === undefined ? {} : { cause })
    this.name = 'SdkError'
    this.code = found.code as SdkErrorCode
    this.fault = found.fault
    this.params = found.params
    this.text = found.text
    this.findings = findings
  }
}

/** Builds an error of the table. */
export function sdkError<Code extends SdkErrorCode>(
  code: Code,
  params: SdkErrorParams<Code>,
  more: { readonly findings?: readonly Finding[]; readonly cause?: unknown } = {},
): SdkError {
  return new SdkError(finding(code, '', params), more.findings ?? [], more.cause)
}

type Values = Readonly<Record<string, string | Text>>

const plain = (params: Values): Record<string, string> =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, typeof value === 'string' ? value : value.en]),
  )

const fill = (line: string, params: Values, language: 'zh' | 'en'): string =>
  line.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name]
    return value === undefined ? whole : typeof value === 'string' ? value : value[language]
  })
