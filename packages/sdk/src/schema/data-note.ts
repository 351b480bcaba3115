import type { DataNote } from '../contract.ts'

/** The note of a field that says nothing about any person. */
export const notPersonal = Object.freeze({ class: 'C1' }) satisfies DataNote

/** What `personal` is told; the class is C2 where nothing else is said. */
export type PersonalNote = Omit<Extract<DataNote, { subject: string }>, 'class'> & {
  readonly class?: 'C2' | 'C3' | 'C4'
}

/** The note of a personal field: whose it is, what it is for, how long it is kept, how it is masked. */
export const personal = (note: PersonalNote): Extract<DataNote, { subject: string }> =>
  Object.freeze({ class: 'C2', ...note })

/** A field that may stand where notes are required: strings, numbers, choices and unions carry one. */
export type NotedField =
  | { readonly type: 'string' | 'number' | 'integer'; readonly data: DataNote }
  | { readonly type: 'boolean' | 'null' }
  | { readonly const: unknown }
  | { readonly anyOf: readonly unknown[]; readonly data: DataNote }
  | { readonly type: 'array'; readonly items: NotedField }
  | NotedObject

/** An object all of whose fields carry their notes. */
export interface NotedObject {
  readonly type: 'object'
  readonly properties: Readonly<Record<string, NotedField>>
}
