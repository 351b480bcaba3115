import { roles } from '@linli/flow'
import { checkRuleForm } from '@linli/kernel'
import { expectations } from './expectation.ts'
import { fromKernel } from './from-kernel.ts'
import { fieldSchema, notedObject, notedSchema, objectSchema } from './schema-shape.ts'
import {
  byMember,
  byValue,
  type Check,
  isObject,
  list,
  object,
  oneOf,
  optional,
  record,
  value,
  variant,
} from './shape.ts'
import { count, duration, grade, id, identifier, json, name, pointer, string, text } from './words.ts'

const mapping: Check = {
  expected: expectations.pointer,
  run(given, path, found) {
    const check = isObject(given)
      ? object({ from: pointer, values: optional(record(string, json)) })
      : pointer
    check.run(given, path, found)
  },
}

const decoding = byMember(
  {
    codec: object({ source: string, codec: identifier }),
    map: object({ source: string, map: record(name, mapping) }),
  },
  expectations.decoding,
)

const command = object({
  title: text,
  kind: oneOf(['pulse', 'set-state']),
  args: objectSchema,
  expires: duration,
  confirmedBy: optional(object({ property: string, value: json })),
})

const device = object({
  title: text,
  properties: optional(record(name, fieldSchema)),
  events: optional(record(name, notedObject)),
  commands: optional(record(name, command)),
  interval: optional(duration),
  decode: optional(list(decoding)),
})

const sourceBase = { title: text, kind: string, lateness: optional(duration) }

const source = byValue('kind', {
  mqtt: object({
    ...sourceBase,
    dialect: oneOf(['chirpstack-v4', 'zigbee2mqtt', 'json']),
    topic: optional(string),
  }),
  http: object({
    ...sourceBase,
    dialect: oneOf(['json']),
    address: pointer,
    identity: optional(pointer),
    each: optional(pointer),
    answer: optional(object({ command: string, within: duration, granted: json, otherwise: json })),
  }),
  'http-poll': object({
    ...sourceBase,
    dialect: oneOf(['json']),
    address: pointer,
    identity: optional(pointer),
    each: optional(pointer),
  }),
  ocpp: object({ ...sourceBase, dialect: oneOf(['ocpp1.6']), idTags: optional(string) }),
})

const derivation = object({
  device: string,
  event: optional(string),
  property: optional(string),
  function: identifier,
  lookup: optional(record(name, object({ table: string, by: string }))),
  adds: record(name, notedSchema),
})

const input = byMember(
  {
    event: object({ device: string, event: string, key: string }),
    property: object({ device: string, property: string, key: string }),
  },
  expectations.input,
)

/** Rules have the form that the kernel reads. */
const rule: Check = {
  expected: expectations.object,
  run(given, path, found) {
    for (const wrong of checkRuleForm(given)) found.push(fromKernel(wrong, path))
  },
}

const fieldKinds = [
  'choice',
  'choices',
  'text',
  'long-text',
  'number',
  'date',
  'time',
  'photo',
  'location',
  'signature',
  'rating',
  'picker',
  'group',
  'note',
]

const form = object({
  title: text,
  schema: notedObject,
  layout: list(object({ field: string, kind: oneOf(fieldKinds), help: optional(text) })),
  version: count,
})

const evidence = variant(
  (given) => (isObject(given) ? object({ form: string }) : oneOf(['note', 'photo'])),
  expectations.evidence,
)

const step = object({
  role: oneOf(roles),
  within: object({ normal: optional(duration), major: optional(duration), urgent: optional(duration) }),
  evidence: optional(list(evidence)),
})

const flow = object({
  title: text,
  steps: object(
    Object.fromEntries(
      ['verify', 'dispatch', 'sign', 'handle', 'check', 'close'].map((each) => [each, optional(step)]),
    ),
  ),
  dispatchFirst: optional(list(grade)),
  raise: list(oneOf(['grid-worker', 'grid-leader', 'community', 'street', 'district'])),
})

const capability = byValue('kind', {
  command: object({ kind: string, device: string, name: string, why: text }),
  'personal-data': object({ kind: string, class: oneOf(['C0', 'C1', 'C2', 'C3', 'C4']), why: text }),
  http: object({ kind: string, hosts: optional(list(string)), why: text }),
})

/** The form of a contract, field by field; what fields say of each other is looked at elsewhere. */
export const contractShape = object({
  $type: value((given) => given === 'contract/v1', { zh: 'contract/v1', en: 'contract/v1' }),
  id,
  title: text,
  summary: text,
  settings: objectSchema,
  devices: record(id, device),
  sources: record(id, source),
  derive: list(derivation),
  records: record(id, object({ title: text, fields: notedObject, reducer: identifier, inputs: list(input) })),
  reference: record(id, object({ title: text, key: string, row: notedObject })),
  rules: list(rule),
  forms: record(id, form),
  flows: record(id, flow),
  capabilities: list(capability),
  messages: record(string, text),
})
