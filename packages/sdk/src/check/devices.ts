import { readDuration } from '@linli/kernel'
import type { CommandSpec, Contract, Decoding, DeviceModel, SourceSpec } from '../contract.ts'
import type { Finding } from '../errors.ts'
import { checkValue } from '../schema/check-value.ts'
import { brief } from './expectation.ts'
import { each, known, names, unfit } from './known.ts'

const longestPulse = 5_000
const longestAnswer = 2_000

/** Decodings name sources and readings, commands are confirmed by properties, no name means two things. */
export function checkDevices({ devices, sources, records }: Contract): readonly Finding[] {
  return each(devices, (model, name) => {
    const path = `devices.${name}`
    const twice = names(model.properties).filter((property) => names(model.events).includes(property))
    return [
      ...(Object.hasOwn(records, name) ? [taken(path, `records.${name}`)] : []),
      ...twice.map((property) => taken(`${path}.events.${property}`, `${path}.properties.${property}`)),
      ...(model.decode ?? []).flatMap((one, index) =>
        checkDecoding(one, model, names(sources), `${path}.decode.${index}`),
      ),
      ...each(model.commands, (command, each) => checkCommand(command, model, `${path}.commands.${each}`)),
    ]
  })
}

const taken = (path: string, by: string): Finding =>
  unfit(path, by, { zh: '一个尚未使用的名称', en: `a name that "${by}" does not use` })

function checkDecoding(
  decoding: Decoding,
  model: DeviceModel,
  sources: readonly string[],
  path: string,
): readonly Finding[] {
  const readings = [...names(model.properties), ...names(model.events)]
  const mapped = 'map' in decoding ? names(decoding.map) : []
  return [
    ...known('source', decoding.source, sources, `${path}.source`),
    ...mapped.flatMap((name) => known('reading', name, readings, `${path}.map.${name}`)),
  ]
}

function checkCommand(command: CommandSpec, model: DeviceModel, path: string): readonly Finding[] {
  const { kind, expires, confirmedBy } = command
  const length = readDuration(expires, {}) ?? Infinity
  const late = kind === 'pulse' ? length > longestPulse : length === Infinity
  const expiry = late
    ? [
        unfit(`${path}.expires`, brief(expires), {
          zh: '固定时长；脉冲命令不超过 5s',
          en: 'a fixed time, for a pulse at most 5s',
        }),
      ]
    : []
  if (confirmedBy === undefined) return expiry
  const schema = model.properties?.[confirmedBy.property]
  const at = `${path}.confirmedBy`
  if (schema === undefined)
    return [...expiry, ...known('property', confirmedBy.property, names(model.properties), `${at}.property`)]
  const fault = checkValue(schema, confirmedBy.value)
  return fault === null
    ? expiry
    : [...expiry, unfit(`${at}.value`, brief(confirmedBy.value), fittingValue(confirmedBy.property, fault))]
}

const fittingValue = (property: string, fault: string) => ({
  zh: `属性“${property}”的值（${fault}）`,
  en: `a value of the property "${property}" (${fault})`,
})

/** An answer is given within 2 s and grants a command that some device has. */
export function checkSources({ devices, sources }: Contract): readonly Finding[] {
  const commands = Object.values(devices).flatMap((model) => names(model.commands))
  return each(sources, (source, name) => checkAnswer(source, commands, `sources.${name}.answer`))
}

function checkAnswer(source: SourceSpec, commands: readonly string[], path: string): readonly Finding[] {
  if (source.kind !== 'http' || source.answer === undefined) return []
  const { command, within } = source.answer
  const late = (readDuration(within, {}) ?? Infinity) > longestAnswer
  return [
    ...known('command', command, commands, `${path}.command`),
    ...(late
      ? [
          unfit(`${path}.within`, brief(within), {
            zh: '不超过 2s 的固定时长',
            en: 'a fixed time of at most 2s',
          }),
        ]
      : []),
  ]
}
