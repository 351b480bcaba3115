import { type CommandShape, type Json, readDuration, type Surroundings } from '@linli/kernel'
import type { CommandSpec, Contract, DataNote } from '../contract.ts'
import { shapesOf } from './model-shapes.ts'

/** What the kernel's analysis may know of a contract: settings, commands, how often devices report, how long it is kept. */
export function surroundingsOf(contract: Contract): Surroundings {
  const { devices, records, forms, settings } = contract
  const intervals = Object.entries(devices).flatMap(([name, { interval }]) => {
    const length = interval === undefined ? null : readDuration(interval, {})
    return length === null ? [] : [[name, length] as const]
  })
  return {
    settings: shapesOf(settings.properties),
    commands: mapped(devices, ({ commands }) => mapped(commands ?? {}, commandShape)),
    intervals: Object.fromEntries(intervals),
    retention: {
      ...mapped(devices, ({ properties, events }) => keptOf({ ...properties, ...events })),
      ...named(
        'record',
        mapped(records, ({ fields }) => keptOf(fields.properties)),
      ),
      ...named(
        'form',
        mapped(forms, ({ schema }) => keptOf({ submitted: schema })),
      ),
    },
  }
}

function mapped<From, To>(
  table: Readonly<Record<string, From>>,
  change: (from: From) => To,
): Readonly<Record<string, To>> {
  return Object.fromEntries(Object.entries(table).map(([name, from]) => [name, change(from)]))
}

function named<Value>(kind: string, table: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(table).map(([name, value]) => [`${kind}:${name}`, value]))
}

function commandShape({ kind, confirmedBy }: CommandSpec): CommandShape {
  return confirmedBy === undefined
    ? { kind }
    : { kind, sets: { property: confirmedBy.property, value: confirmedBy.value as Json } }
}

interface Noting {
  readonly data?: DataNote
  readonly properties?: Readonly<Record<string, object>>
}

/** How long each is kept: as long as its note says, an event as long as the field that is kept shortest. */
function keptOf(schemas: Readonly<Record<string, object>>): Readonly<Record<string, number>> {
  const found = Object.entries(schemas).flatMap(([name, schema]) => {
    const lengths = notesOf(schema).flatMap((note) =>
      'retention' in note ? (readDuration(note.retention, {}) ?? []) : [],
    )
    return lengths.length === 0 ? [] : [[name, Math.min(...lengths)] as const]
  })
  return Object.fromEntries(found)
}

function notesOf({ data, properties = {} }: Noting): readonly DataNote[] {
  return [...(data === undefined ? [] : [data]), ...Object.values(properties).flatMap(notesOf)]
}
