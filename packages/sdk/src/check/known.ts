import type { Text } from '@linli/kernel'
import { type Finding, finding } from '../errors.ts'
import { hintFor } from './nearest.ts'

const kinds = {
  source: { zh: '数据源', en: 'source' },
  device: { zh: '物模型', en: 'device model' },
  property: { zh: '属性', en: 'property' },
  event: { zh: '设备事件', en: 'event' },
  reading: { zh: '属性或设备事件', en: 'property or event' },
  command: { zh: '服务', en: 'command' },
  table: { zh: '基础数据表', en: 'reference table' },
  field: { zh: '字段', en: 'field' },
  key: { zh: '键', en: 'key' },
  flow: { zh: '流程', en: 'flow' },
} as const satisfies Record<string, Text>

/** Nothing where `name` is one of `among`, otherwise the finding that says so. */
export function known(
  kind: keyof typeof kinds,
  name: string,
  among: readonly string[],
  path: string,
): readonly Finding[] {
  if (among.includes(name)) return []
  return [
    finding('contract.unknown-name', path, { path, kind: kinds[kind], name, hint: hintFor(name, among) }),
  ]
}

/** The names of an object's members; none where there is no object. */
export const names = (members: object | undefined): readonly string[] => Object.keys(members ?? {})

/** Looks at every member of an object. */
export const each = <Member>(
  members: Readonly<Record<string, Member>> | undefined,
  check: (member: Member, name: string) => readonly Finding[],
): readonly Finding[] => Object.entries(members ?? {}).flatMap(([name, member]) => check(member, name))

/** The finding for a value that does not meet a condition. */
export const unfit = (path: string, found: string, expected: Text): Finding =>
  finding('contract.value', path, { path, found, expected })
