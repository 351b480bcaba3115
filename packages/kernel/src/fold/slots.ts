import type { Program } from '../log.ts'

/** Where the latest report of each property stands in a list of facts. Only grows: a release never moves a slot. */
export interface Slots {
  /** Learns the properties of a program's models. */
  learn(program: Program): void
  /** Slot among the properties of a device of this model. */
  ofDevice(model: string, property: string): number | undefined
  /** Slot among the properties of all models, for places and the community. */
  ofPlace(model: string, property: string): number | undefined
  /** Properties of a model in the order of their device slots, each with its slot among all. */
  list(model: string): readonly { readonly property: string; readonly shared: number }[]
  save(): SavedSlots
}

/** Slots as a checkpoint holds them: model, property, in the order they were learned. */
export type SavedSlots = readonly (readonly [model: string, property: string])[]

/** Slots as a checkpoint left them. Models are full names (`plugin/model`). */
export function createSlots(saved: SavedSlots = []): Slots {
  const models = new Map<string, Map<string, number>>()
  const lists = new Map<string, { property: string; shared: number }[]>()
  const order: [string, string][] = []

  const add = (model: string, property: string) => {
    const slots = models.get(model) ?? new Map<string, number>()
    if (slots.has(property)) return
    const list = lists.get(model) ?? []
    slots.set(property, list.length)
    list.push({ property, shared: order.length })
    order.push([model, property])
    models.set(model, slots)
    lists.set(model, list)
  }
  for (const [model, property] of saved) add(model, property)

  return {
    learn(program) {
      for (const [name, shape] of Object.entries(program.models))
        for (const property of Object.keys(shape.properties)) add(`${program.plugin}/${name}`, property)
    },
    ofDevice: (model, property) => models.get(model)?.get(property),
    ofPlace(model, property) {
      const slot = models.get(model)?.get(property)
      return slot === undefined ? undefined : lists.get(model)?.[slot]?.shared
    },
    list: (model) => lists.get(model) ?? [],
    save: () => order,
  }
}
