import type { Text } from '@linli/kernel'

/** What a field must be, as it stands in a finding. */
export const expectations = {
  text: { zh: '含 zh 和 en 且都不为空的文本', en: 'a text with zh and en, both filled' },
  string: { zh: '非空字符串', en: 'a string that is not empty' },
  boolean: { zh: 'true 或 false', en: 'true or false' },
  integer: { zh: '正整数', en: 'a positive whole number' },
  object: { zh: '对象', en: 'an object' },
  list: { zh: '列表', en: 'a list' },
  json: { zh: 'JSON 值', en: 'a JSON value' },
  duration: {
    zh: '带单位的时长（如“30s”“10m”“4h”）或数值设置',
    en: 'a duration with its unit ("30s", "10m", "4h") or a number setting',
  },
  id: { zh: '小写字母、数字和连字符组成的编号', en: 'an id of lower-case letters, digits and hyphens' },
  name: {
    zh: '字母开头、由字母、数字、下划线和连字符组成的名称',
    en: 'a name that begins with a letter and holds letters, digits, underscores and hyphens',
  },
  identifier: { zh: '函数名', en: 'the name of a function' },
  pointer: { zh: 'JSON 指针（如“/a/b”）', en: 'a JSON pointer ("/a/b")' },
  decoding: { zh: '{source, codec} 或 {source, map}', en: '{source, codec} or {source, map}' },
  input: {
    zh: '{device, event, key} 或 {device, property, key}',
    en: '{device, event, key} or {device, property, key}',
  },
  evidence: { zh: '“note”、“photo”或 {form}', en: '"note", "photo" or {form}' },
  schema: { zh: 'JSON Schema', en: 'a JSON Schema' },
  objectSchema: {
    zh: 'type 为 object 且有 properties 的 JSON Schema',
    en: 'a JSON Schema of type object with properties',
  },
} as const satisfies Record<string, Text>

/** One of a closed list, as an expectation. */
export const oneOfText = (values: readonly string[]): Text => ({
  zh: `以下之一：${values.join('、')}`,
  en: `one of ${values.join(', ')}`,
})

/** A value as it may stand in a finding: short, and never a whole contract. */
export function brief(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}
