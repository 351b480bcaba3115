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
