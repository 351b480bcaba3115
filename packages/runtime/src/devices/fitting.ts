import type { DeviceModel } from '@linli/sdk'
import type { Roster } from '../installations/roster.ts'

/** The model `plugin/model` names, where its plugin is there. */
export function modelOf(model: string, roster: Roster): DeviceModel | undefined {
  const slash = model.indexOf('/')
  const devices = roster.scenario(model.slice(0, slash))?.contract.devices
  const name = model.slice(slash + 1)
  return devices && Object.hasOwn(devices, name) ? devices[name] : undefined
}

/** Whether an installed scenario has the model. */
export function isKnownModel(model: string, roster: Roster): boolean {
  return modelOf(model, roster) !== undefined
}

/** Which sources bring messages of a model, as `plugin/spec`. */
export function sourceKinds(model: string, roster: Roster): readonly string[] {
  const plugin = model.slice(0, model.indexOf('/'))
  return (modelOf(model, roster)?.decode ?? []).map(({ source }) => `${plugin}/${source}`)
}

/** Whether a configured source brings messages that the model can be read from. */
export function mayUse(
  model: string,
  { plugin, spec }: { readonly plugin: string | null; readonly spec: string | null },
  roster: Roster,
): boolean {
  return sourceKinds(model, roster).includes(`${plugin}/${spec}`)
}
