import { type Panes, windowValue } from '../fold/panes.ts'
import type { Slots } from '../fold/slots.ts'
import type { Program } from '../log.ts'
import type { Closure, Variables } from '../logic/closure.ts'
import { follow } from '../logic/path.ts'
import type { Rule } from '../rule.ts'
import { type Reference, resolveReference } from './reference.ts'
import type { CompiledWindow } from './windows.ts'

/** Whose facts a condition reads: one device of a model, or all devices of a place or the community. */
export type Circle = { readonly model: string } | 'shared'

/** Reads names of a rule from a frame: settings as constants, properties by slot, events and forms by path. */
export function ruleVariables(
  rule: Rule,
  program: Program,
  circle: Circle,
  slots: Slots,
  windows: readonly CompiledWindow[],
): Variables {
  return {
    read(path) {
      const reference = resolveReference(path, rule, program)
      return reference.kind === 'window'
        ? readWindow(reference.name, windows)
        : readReference(reference, program, circle, slots)
    },
  }
}

function readWindow(name: string, windows: readonly CompiledWindow[]): Closure {
  const index = windows.findIndex((one) => one.name === name)
  const window = windows[index]
  if (window === undefined) return unknown
  return (frame) => windowValue(window, frame.windows?.[index] ?? nothing, frame.now)
}

const nothing: Panes = []

const unknown: Closure = () => undefined

function readReference(
  reference: Exclude<Reference, { kind: 'window' }>,
  program: Program,
  circle: Circle,
  slots: Slots,
): Closure {
  switch (reference.kind) {
    case 'setting': {
      const value = follow(reference.value, reference.steps)
      return () => value
    }
    case 'event': {
      const { steps } = reference
      return (frame) => follow(frame.event, steps)
    }
    case 'form': {
      const { steps } = reference
      return (frame) => follow(frame.form, steps)
    }
    case 'property':
      return readProperty(reference, program, circle, slots)
    case 'ambiguous':
    case 'unknown':
      return unknown
  }
}

function readProperty(
  { model, property, shape, steps }: Extract<Reference, { kind: 'property' }>,
  { plugin }: Program,
  circle: Circle,
  slots: Slots,
): Closure {
  const full = `${plugin}/${model}`
  if (circle !== 'shared' && circle.model !== full) return unknown
  const slot =
    circle === 'shared'
      ? slots.find(full, 'property', property)?.shared
      : slots.find(full, 'property', property)?.own
  if (slot === undefined) return unknown
  const { freshFor } = shape
  const read: Closure =
    freshFor === undefined
      ? (frame) => frame.latest[slot]?.value
      : (frame) => {
          const latest = frame.latest[slot]
          return latest !== undefined && frame.now - latest.time <= freshFor ? latest.value : undefined
        }
  return steps.length === 0 ? read : (frame) => follow(read(frame), steps)
}
