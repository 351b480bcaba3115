import type { Program } from '../log.ts'

/** Whether a slot holds the latest report of a property or the latest event of a name. */
export type SlotKind = 'property' | 'event'

/** One thing a model's devices say, and where its latest stands. */
export interface Slot {
  readonly kind: SlotKind
  readonly name: string
  /** Among what one device says. */
  readonly own: number
  /** Among what devices of all models say: for places and the community. */
  readonly shared: number
}

/** Where the latest of everything stands in lists of facts. Only grows: a release never moves a slot. */
export interface Slots {
  /** Learns what the models of a program say. */
  learn(program: Program): void
  /** The slots of a model (`plugin/model`), in the order of `own`. */
  list(model: string): readonly Slot[]
  find(model: string, kind: SlotKind, name: string): Slot | undefined
  save(): SavedSlots
}

/** Slots as a checkpoint holds them, in the order they were learned. */
export type SavedSlots = readonly (readonly [model: string, kind: SlotKind, name: string])[]

const none: readonly Slot[] = []

/** Slots as a checkpoint left them. */
export function createSlots(saved: SavedSlots = []): Slots {
  const models = new Map<string, { readonly list: Slot[]; readonly byName: Map<string, Slot> }>()
  const order: [string, SlotKind, string][] = []

  const add = (model: string, kind: SlotKind, name: string) => {
    const known = models.get(model) ?? { list: [], byName: new Map<string, Slot>() }
    models.set(model, known)
    if (known.byName.has(`${kind}:${name}`)) return
    const slot = { kind, name, own: known.list.length, shared: order.length }
    known.list.push(slot)
    known.byName.set(`${kind}:${name}`, slot)
    order.push([model, kind, name])
  }
  for (const [model, kind, name] of saved) add(model, kind, name)

  return {
    learn({ plugin, models: shapes }) {
      for (const [name, shape] of Object.entries(shapes)) {
        for (const property of Object.keys(shape.properties)) add(`${plugin}/${name}`, 'property', property)
        for (const event of Object.keys(shape.events)) add(`${plugin}/${name}`, 'event', event)
      }
    },
    list: (model) => models.get(model)?.list ?? none,
    find: (model, kind, name) => models.get(model)?.byName.get(`${kind}:${name}`),
    save: () => order,
  }
}
