import {
  type Action,
  analyseProgram,
  checkProgram,
  type Program,
  type Rule,
  type Severity,
} from '@linli/kernel'
import type { Contract, DeviceModel } from '../contract.ts'
import { type Finding, finding } from '../errors.ts'
import { modelShapes, sampleSettings } from '../program/model-shapes.ts'
import { surroundingsOf } from '../program/surroundings.ts'
import { zonesOf } from '../program/zones.ts'
import { checkValue } from '../schema/check-value.ts'
import { brief } from './expectation.ts'
import { fromKernel } from './from-kernel.ts'
import { each, known, names, unfit } from './known.ts'

/** Rules can be judged (the kernel's own check) and ask for what the contract has: commands, flows. */
export function checkRules(contract: Contract): readonly Finding[] {
  const judged = [...checkProgram(programOf(contract)), ...analysed(contract, 'error')].map((one) =>
    fromKernel(one, `rules.${one.rule}`),
  )
  const asked = contract.rules.flatMap((rule) =>
    rule.do.flatMap((action, index) => checkAction(action, rule, contract, `rules.${rule.id}.do.${index}`)),
  )
  return [...judged, ...asked]
}

/** What the rules of a sound contract would hardly be meant to do. They may be installed. */
export function adviseRules(contract: Contract): readonly Finding[] {
  return analysed(contract, 'warning').map((one) => fromKernel(one, `rules.${one.rule}`))
}

const analysed = (contract: Contract, severity: Severity) =>
  analyseProgram(programOf(contract), surroundingsOf(contract)).filter((one) => one.severity === severity)

const programOf = (contract: Contract): Program => ({
  release: 0,
  plugin: contract.id,
  rules: contract.rules,
  settings: sampleSettings(contract),
  sources: [],
  models: modelShapes(contract),
  zones: zonesOf(contract.rules),
})

function checkAction(action: Action, rule: Rule, contract: Contract, path: string): readonly Finding[] {
  if ('alert' in action) {
    const { flow } = action.alert
    return flow === undefined ? [] : known('flow', flow, names(contract.flows), `${path}.alert.flow`)
  }
  const { device, name, with: given = {} } = action.command
  const models = device === 'self' ? triggerModels(rule) : [device]
  return models.flatMap((each) => checkCommandUse(contract, each, name, given, `${path}.command`))
}

const triggerModels = (rule: Rule): readonly string[] => [
  ...new Set(rule.on.flatMap((trigger) => ('device' in trigger ? [trigger.device] : []))),
]

function checkCommandUse(
  { devices, capabilities }: Contract,
  device: string,
  name: string,
  given: Readonly<Record<string, unknown>>,
  path: string,
): readonly Finding[] {
  const model = devices[device]
  if (model === undefined) return known('device', device, names(devices), `${path}.device`)
  const spec = model.commands?.[name]
  if (spec === undefined) return known('command', name, names(model.commands), `${path}.name`)
  const asked = capabilities.some(
    (one) => one.kind === 'command' && one.device === device && one.name === name,
  )
  const what = { zh: `服务“${device}.${name}”`, en: `the command "${device}.${name}"` }
  return [
    ...(asked ? [] : [finding('contract.capability', path, { path, what })]),
    ...checkArguments(spec.args, given, `${path}.with`),
  ]
}

function checkArguments(
  args: NonNullable<DeviceModel['commands']>[string]['args'],
  given: Readonly<Record<string, unknown>>,
  path: string,
): readonly Finding[] {
  const missing = (args.required ?? []).filter((name) => !Object.hasOwn(given, name))
  return [
    ...missing.map((name) => {
      const at = `${path}.${name}`
      return finding('contract.missing', at, {
        path: at,
        expected: { zh: '命令的参数', en: 'an argument of the command' },
      })
    }),
    ...each(given, (value, name) => {
      const schema = args.properties[name]
      if (schema === undefined) return known('field', name, names(args.properties), `${path}.${name}`)
      const fault = isFilled(value) ? null : checkValue(schema, value)
      return fault === null ? [] : [unfit(`${path}.${name}`, brief(value), { zh: fault, en: fault })]
    }),
  ]
}

/** `{ $: name }`: its value is known only when the rule fires. */
const isFilled = (value: unknown): boolean => typeof value === 'object' && value !== null && '$' in value
