import type { Text } from './rule.ts'

/** Whose mistake an error is: who called, the author of the rule, or Linli itself. */
export type Fault = 'caller' | 'plugin' | 'platform'

/**
 * Every reason the kernel refuses something and every finding of `checkRule`. `{name}` stands for a parameter.
 * ERRORS.md beside this package says the same, by test.
 */
export const kernelErrors = {
  'kernel.unknown-operator': {
    fault: 'plugin',
    zh: '{at} 使用了未知的运算“{operator}”。{hint}',
    en: '{at} uses the unknown operator "{operator}". {hint}',
  },
  'kernel.bad-arguments': {
    fault: 'plugin',
    zh: '{at} 的运算“{operator}”参数个数不对：需要 {wanted}，实际 {found}。',
    en: '{at} gives operator "{operator}" the wrong number of arguments: it takes {wanted}, got {found}.',
  },
  'kernel.logic-too-deep': {
    fault: 'plugin',
    zh: '{at} 嵌套超过 {limit} 层。请拆成多条规则，或先用派生值计算。',
    en: '{at} is nested deeper than {limit} levels. Split the rule, or compute a derived value first.',
  },
  'kernel.logic-too-large': {
    fault: 'plugin',
    zh: '{at} 的条件超过 {limit} 个节点。请拆成多条规则。',
    en: '{at} has a condition of more than {limit} nodes. Split the rule.',
  },
  'kernel.literal-too-large': {
    fault: 'plugin',
    zh: '{at} 有超过 {limit} 个字符的文本。请改用基础数据表。',
    en: '{at} holds a text of more than {limit} characters. Use a reference table instead.',
  },
  'kernel.not-json': {
    fault: 'caller',
    zh: '{at} 不是 JSON 值（{found}）。',
    en: '{at} is not a JSON value ({found}).',
  },
  'kernel.too-many-steps': {
    fault: 'plugin',
    zh: '条件计算超过 {limit} 步，已停止。请缩短它遍历的列表。',
    en: 'The condition took more than {limit} steps and was stopped. Shorten the lists it walks.',
  },
  'kernel.too-many-iterations': {
    fault: 'plugin',
    zh: '条件遍历超过 {limit} 个元素，已停止。请缩短它遍历的列表。',
    en: 'The condition visited more than {limit} list items and was stopped. Shorten the lists it walks.',
  },
  'kernel.too-many-keys': {
    fault: 'plugin',
    zh: '规则同时处于中间状态的键超过 {limit} 个，已停用。请换用取值更少的键，或缩短时长。',
    en: 'The rule stands in the middle of something for more than {limit} keys and was suspended. Choose a key with fewer values, or shorter times.',
  },
  'kernel.result-too-large': {
    fault: 'plugin',
    zh: '条件构造的列表或文本超过 {limit}，已停止。请减少 map、merge 或 cat。',
    en: 'The condition built a list or text larger than {limit} and was stopped. Use fewer map, merge or cat.',
  },
  'kernel.bad-checkpoint': {
    fault: 'platform',
    zh: '检查点无法读取（{reason}）。请从日志重新折算。',
    en: 'The checkpoint cannot be read ({reason}). Refold from the journal.',
  },
  'kernel.bad-duration': {
    fault: 'plugin',
    zh: '{at} 的时长“{found}”无法识别。请写成“30s”“10m”“4h”，或引用数值设置。',
    en: '{at}: the duration "{found}" cannot be read. Write "30s", "10m" or "4h", or name a numeric setting.',
  },
  'kernel.bad-rule': {
    fault: 'plugin',
    zh: '规则“{rule}”的 {at} 写法不对：应为{wanted}。',
    en: 'Rule "{rule}": {at} is not written as it must be: {wanted}.',
  },
  'kernel.duplicate-rule': {
    fault: 'plugin',
    zh: '有两条规则都叫“{rule}”。请给其中一条改名。',
    en: 'Two rules are called "{rule}". Give one of them another id.',
  },
  'kernel.unknown-model': {
    fault: 'plugin',
    zh: '规则“{rule}”的 {at} 使用了未知的物模型“{model}”。{hint}',
    en: 'Rule "{rule}": {at} names the unknown model "{model}". {hint}',
  },
  'kernel.unknown-property': {
    fault: 'plugin',
    zh: '规则“{rule}”的 {at} 使用了未知的属性“{property}”。{hint}',
    en: 'Rule "{rule}": {at} names the unknown property "{property}". {hint}',
  },
  'kernel.unknown-event': {
    fault: 'plugin',
    zh: '规则“{rule}”的 {at} 使用了物模型“{model}”没有的事件“{event}”。{hint}',
    en: 'Rule "{rule}": {at} names the event "{event}", which model "{model}" does not have. {hint}',
  },
  'kernel.unknown-field': {
    fault: 'plugin',
    zh: '规则“{rule}”的 {at} 读取了事件或表单没有的字段“{field}”。{hint}',
    en: 'Rule "{rule}": {at} reads the field "{field}", which its events or forms do not have. {hint}',
  },
  'kernel.unknown-setting': {
    fault: 'plugin',
    zh: '规则“{rule}”的 {at} 使用了未知的设置项“{setting}”。{hint}',
    en: 'Rule "{rule}": {at} names the unknown setting "{setting}". {hint}',
  },
  'kernel.ambiguous-property': {
    fault: 'plugin',
    zh: '规则“{rule}”的 {at} 中“{property}”在多个物模型中都有（{models}）。请写成“物模型.{property}”。',
    en: 'Rule "{rule}": {at} names "{property}", which several of its models have ({models}). Write "model.{property}".',
  },
  'kernel.computed-name': {
    fault: 'plugin',
    zh: '规则“{rule}”的 {at} 在运行时才算出变量名，无法检查。请直接写出名称。',
    en: 'Rule "{rule}": {at} computes a name while it runs, which cannot be checked. Write the name itself.',
  },
  'kernel.event-in-level': {
    fault: 'plugin',
    zh: '规则“{rule}”的 {at} 读取“{name}”，但该规则只由属性触发，没有事件可读。',
    en: 'Rule "{rule}": {at} reads "{name}", but only properties trigger this rule: there is no event to read.',
  },
  'kernel.other-device': {
    fault: 'plugin',
    zh: '规则“{rule}”的 {at} 读取物模型“{model}”的属性，但规则按设备判断，读不到其他设备。请按空间（place）判断。',
    en: 'Rule "{rule}": {at} reads a property of model "{model}", but a rule per device sees no other device. Use the key "place".',
  },
  'kernel.for-on-event': {
    fault: 'plugin',
    zh: '规则“{rule}”由事件触发，不能使用“持续时长（for）”：事件只有一瞬间。请改用属性，或去掉 for。',
    en: 'Rule "{rule}" is triggered by an event and cannot use "for": an event does not last. Use a property, or drop "for".',
  },
  'kernel.for-with-absent': {
    fault: 'plugin',
    zh: '规则“{rule}”同时使用了 for 和 absent。请只保留一个。',
    en: 'Rule "{rule}" uses both "for" and "absent". Keep one of them.',
  },
  'kernel.always-true': {
    fault: 'plugin',
    zh: '规则“{rule}”由属性触发却没有条件（when），第一次上报就会触发且不再结束。请写明条件。',
    en: 'Rule "{rule}" is triggered by a property and has no "when": it would fire at the first report and never end. Say when.',
  },
  'kernel.key-field': {
    fault: 'plugin',
    zh: '规则“{rule}”按字段“{field}”分组，但并非每个触发事件都有这个文本字段。{hint}',
    en: 'Rule "{rule}" is keyed by the field "{field}", but not every triggering event has such a text field. {hint}',
  },
  'kernel.unknown-rule-field': {
    fault: 'plugin',
    zh: '规则“{rule}”的 {at}：没有名为“{field}”的字段。{hint}',
    en: 'Rule "{rule}": {at}: there is no field "{field}". {hint}',
  },
  'kernel.unknown-zone': {
    fault: 'plugin',
    zh: '规则“{rule}”的 {at} 使用了未知的时区“{zone}”。{hint}',
    en: 'Rule "{rule}": {at} names the unknown time zone "{zone}". {hint}',
  },
  'kernel.unknown-calendar': {
    fault: 'plugin',
    zh: '规则“{rule}”的 {at} 使用了未知的日历“{calendar}”。{hint}',
    en: 'Rule "{rule}": {at} names the unknown calendar "{calendar}". {hint}',
  },
  'kernel.holiday-without-calendar': {
    fault: 'plugin',
    zh: '规则“{rule}”的 {at} 使用了 holiday，但没有指定日历，永远不会是节假日。请填写 schedule.calendar。',
    en: 'Rule "{rule}": {at} names "holiday" but the schedule has no calendar, so no day ever is one. Name it in schedule.calendar.',
  },
  'kernel.bad-table': {
    fault: 'caller',
    zh: '时间表的 {at} 写法不对：应为{wanted}。',
    en: '{at} is not written as it must be: {wanted}.',
  },
  'kernel.day-twice': {
    fault: 'caller',
    zh: '{at} 中 {date} 既是节假日又是调休工作日。请只保留一个。',
    en: '{at} has {date} both as a holiday and as a make-up working day. Keep one of them.',
  },
  'kernel.not-a-number': {
    fault: 'plugin',
    zh: '规则“{rule}”的 {at} 统计“{property}”，但它不是数值属性。请选用数值属性。',
    en: 'Rule "{rule}": {at} is a window over "{property}", which is no number property. Name one that is.',
  },
  'kernel.clear-unused': {
    fault: 'plugin',
    zh: '规则“{rule}”的 {at} 不会起作用：{reason}。请删除它。',
    en: 'Rule "{rule}": {at} never does anything: {reason}. Remove it.',
  },
  'kernel.early-by-field': {
    fault: 'plugin',
    zh: '规则“{rule}”按字段分组，不能提前判断（early）。请去掉 early，或按设备、空间分组。',
    en: 'Rule "{rule}" is keyed by a field and cannot be "early". Drop "early", or key it by device or place.',
  },
  'kernel.bad-pattern': {
    fault: 'plugin',
    zh: '{at} 的匹配模式“{pattern}”无法使用：{reason}。请用 RE2 语法（无前后断言、无反向引用），不超过 500 个字符。',
    en: '{at}: the pattern "{pattern}" cannot be used: {reason}. Write RE2 syntax (no look-around, no back-reference), at most 500 characters.',
  },
  'kernel.clock-in-level': {
    fault: 'plugin',
    zh: '规则“{rule}”的 {at} 读取当前时间，但条件只在有上报时才重新判断，到点不会自己变化。请改用 schedule。',
    en: 'Rule "{rule}": {at} reads the clock, but a condition is looked at only when something is reported, not when the hour comes. Use "schedule".',
  },
  'kernel.never-true': {
    fault: 'plugin',
    zh: '规则“{rule}”的 {at} 永远不会成立。请检查其中互相矛盾的条件。',
    en: 'Rule "{rule}": {at} can never be true. Look for clauses that contradict each other.',
  },
  'kernel.always-holds': {
    fault: 'plugin',
    zh: '规则“{rule}”的 {at} 只要有数据就总是成立，不起任何作用。请修改或删除。',
    en: 'Rule "{rule}": {at} is true whenever there is a value, so it decides nothing. Change or remove it.',
  },
  'kernel.outside-range': {
    fault: 'plugin',
    zh: '规则“{rule}”的 {at} 把“{name}”与 {threshold} 比较，但它的取值范围是 {span}，因此{outcome}。请修改阈值。',
    en: 'Rule "{rule}": {at} compares "{name}" with {threshold}, but it lies within {span}, so this is {outcome}. Choose another threshold.',
  },
  'kernel.type-mismatch': {
    fault: 'plugin',
    zh: '规则“{rule}”的 {at} 把{left}与{right}比较，结果永远一样。请比较同类的值。',
    en: 'Rule "{rule}": {at} compares {left} with {right}, which always comes out the same. Compare values of one type.',
  },
  'kernel.unknown-choice': {
    fault: 'plugin',
    zh: '规则“{rule}”的 {at}：“{name}”没有取值“{choice}”。{hint}',
    en: 'Rule "{rule}": {at}: "{name}" is never "{choice}". {hint}',
  },
  'kernel.unit-mismatch': {
    fault: 'plugin',
    zh: '规则“{rule}”的 {at} 混用了单位 {left} 和 {right}。请换算成同一单位。',
    en: 'Rule "{rule}": {at} mixes the units {left} and {right}. Convert one of them.',
  },
  'kernel.shadowed': {
    fault: 'plugin',
    zh: '规则“{rule}”只在规则“{other}”也触发时触发，动作也相同，等于重复。请删除其中一条，或改变动作。',
    en: 'Rule "{rule}" fires only when rule "{other}" does, with the same action: it adds nothing. Remove one of them, or give it another action.',
  },
  'kernel.contradicting-commands': {
    fault: 'plugin',
    zh: '规则“{rule}”的 {at} 下发“{command}”，而规则“{other}”同时会下发相反的“{opposite}”。请让两者的条件互斥。',
    en: 'Rule "{rule}": {at} sends "{command}" while rule "{other}" may send the opposite "{opposite}" at the same time. Let their conditions exclude each other.',
  },
  'kernel.loop': {
    fault: 'plugin',
    zh: '规则会无休止地互相触发：{path}。请在其中一条里加入另一个条件。',
    en: 'Rules set each other off without end: {path}. Add another condition to one of them.',
  },
  'kernel.window-too-long': {
    fault: 'plugin',
    zh: '规则“{rule}”的 {at} 要看 {days} 天，但“{name}”的数据只保存 {kept} 天。请缩短时长或延长保存期限。',
    en: 'Rule "{rule}": {at} looks over {days} days, but "{name}" is kept for {kept} days only. Shorten it or keep the data longer.',
  },
  'kernel.early-busy': {
    fault: 'plugin',
    zh: '规则“{rule}”提前判断（early），但每个分组每秒约有 {rate} 次上报，每次迟到都要全部重算。请去掉 early，或按更小的范围分组。',
    en: 'Rule "{rule}" is "early", but about {rate} reports a second fall on one key, and each late one rolls them all back. Drop "early" or choose a narrower key.',
  },
  'kernel.late-command': {
    fault: 'plugin',
    zh: '规则“{rule}”的 {at} 下发一次性命令“{command}”，但该规则要等迟到的数据，结果确定时命令多半已过期。请改由事件触发，只读事件的字段，不用计数、顺序和无上报。',
    en: 'Rule "{rule}": {at} sends the pulse "{command}", but the rule waits for late reports, and the pulse has expired by then. Trigger it by an event and read only its fields, without count, sequence or absent.',
  },
  'kernel.result-not-a-number': {
    fault: 'caller',
    zh: '计算得不到数值：某个操作数不是数值，或除以了零。请先检查操作数。',
    en: 'The result is no number: an operand is none, or something was divided by zero. Check the operands first.',
  },
  'kernel.invalid-arguments': {
    fault: 'caller',
    zh: '某个运算没有得到它需要的参数。请写成参数列表。',
    en: 'An operator was not given the arguments it takes. Write them as a list.',
  },
  'kernel.thrown': {
    fault: 'caller',
    zh: '表达式以 throw 结束：{type}。请用 try 处理。',
    en: 'The expression ended with throw: {type}. Handle it with try.',
  },
} as const satisfies Record<string, { readonly fault: Fault } & Text>

/** A code of the table. */
export type KernelErrorCode = keyof typeof kernelErrors

type Names<Line extends string> = Line extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Names<Rest>
  : never

/** What the texts of a code name in braces. */
export type KernelErrorParams<Code extends KernelErrorCode> = {
  readonly [Name in Names<(typeof kernelErrors)[Code]['zh' | 'en']>]: string | number
}

/** A refusal of the kernel. Ask for `code`, not for the class: errors cross isolates. */
export class KernelError extends Error {
  readonly code: KernelErrorCode
  readonly fault: Fault
  readonly params: Readonly<Record<string, string | number>>
  readonly text: Text

  constructor(code: KernelErrorCode, params: Readonly<Record<string, string | number>>, cause?: unknown) {
    const text = sentence(code, params)
    super(text.en, cause === undefined ? undefined : { cause })
    this.name = 'KernelError'
    this.code = code
    this.fault = kernelErrors[code].fault
    this.params = params
    this.text = text
  }
}

/** Builds an error of the table. */
export function kernelError<Code extends KernelErrorCode>(
  code: Code,
  params: KernelErrorParams<Code>,
  cause?: unknown,
): KernelError {
  return new KernelError(code, params, cause)
}

/** The message of a code in both languages, its parameters filled in. */
export function sentence(code: KernelErrorCode, params: Readonly<Record<string, string | number>>): Text {
  const { zh, en } = kernelErrors[code]
  const filled = (line: string) =>
    Object.entries(params)
      .reduce((text, [name, value]) => text.replaceAll(`{${name}}`, String(value)), line)
      .trim()
  return { zh: filled(zh), en: filled(en) }
}
