import type { Explanation, Json, Reading, Said } from '@linli/kernel'
import type { Contract } from '@linli/sdk'
import { maskBySchema } from '../access/personal.ts'
import { schemaIn } from '../http/model-schema.ts'

/** An explanation as somebody with these roles may read it: personal values, and what would give them away, are masked. */
export function maskExplanation(
  explanation: Explanation,
  contract: Contract | undefined,
  roles: readonly string[],
): Explanation {
  if (contract === undefined) return explanation
  const mask = (said: Said): Said => {
    const schema = schemaIn(contract, said.model.slice(said.model.indexOf('/') + 1), said.kind, said.name)
    return { ...said, value: maskBySchema(schema, said.value, roles) as Json }
  }
  const readings = explanation.readings.map((reading) => maskReading(reading, mask))
  const hidden = new Set(
    readings.filter((one, index) => one.value !== explanation.readings[index]?.value).map(({ name }) => name),
  )
  return {
    ...explanation,
    readings: readings.map((one) =>
      one.kind === 'window' && isPersonal(explanation, one.name, contract, roles)
        ? { ...one, value: null }
        : one,
    ),
    looked: explanation.looked && mask(explanation.looked),
    late: explanation.late && mask(explanation.late),
    nearest: explanation.nearest.filter(
      ({ name }) => !hidden.has(name) && !isPersonal(explanation, name, contract, roles),
    ),
    windows: explanation.windows.map((window) =>
      isPersonal(explanation, window.name, contract, roles)
        ? { ...window, value: null, sum: 0, min: null, max: null, first: null, last: null }
        : window,
    ),
  }
}

function maskReading(reading: Reading, mask: (said: Said) => Said): Reading {
  if (reading.said === null) return reading
  const said = mask(reading.said)
  if (JSON.stringify(said.value) === JSON.stringify(reading.said.value)) return reading
  const steps = reading.kind === 'property' ? [] : reading.name.split('.').slice(1)
  const value = steps.reduce<unknown>(
    (here, step) =>
      typeof here === 'object' && here !== null ? (here as Record<string, unknown>)[step] : null,
    said.value,
  )
  return { ...reading, said, value: (value ?? null) as Json }
}

/** Whether a window is over a property, of any model, that these roles do not read in full. */
function isPersonal(
  { windows }: Explanation,
  name: string,
  contract: Contract,
  roles: readonly string[],
): boolean {
  const window = windows.find((one) => one.name === name)
  const property = window?.of.split('.').at(-1)
  if (property === undefined) return false
  const models = [
    ...Object.keys(contract.devices),
    ...Object.keys(contract.records).map((one) => `record:${one}`),
  ]
  return models.some((model) => maskBySchema(schemaIn(contract, model, 'property', property), 1, roles) !== 1)
}
