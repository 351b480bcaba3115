import type { Static, TSchema } from '@sinclair/typebox'

/** The parts of a contract that its rules may name; a type-level bundle, no value has it. */
export interface Vocabulary {
  settings: unknown
  devices: unknown
  records: unknown
  forms: unknown
  flows: unknown
  derive: readonly unknown[]
}

/** `Owner[Key]`, or never where there is no such member. */
export type At<Owner, Key> = Key extends keyof Owner ? Owner[Key] : never

/** The names of the members of `Owner[Part]`. */
export type Names<Owner, Part extends string> = Part extends keyof Owner ? Keys<Owner[Part]> : never

/** The string keys of `Owner`; none where `Owner` is never, of which `keyof` would say all. */
type Keys<Owner> = [Owner] extends [never] ? never : keyof Owner & string

/** The fields of an object schema. */
export type Fields<Schema> = Names<Schema, 'properties'>

/** The number fields of an object schema: what a duration may be read from. */
export type NumberFields<Schema> = NumbersOf<At<Schema, 'properties'>>

type NumbersOf<Properties> = {
  [Name in keyof Properties & string]: Properties[Name] extends { type: 'number' | 'integer' } ? Name : never
}[keyof Properties & string]

/** The value of a TypeBox schema; never for what is none. */
export type ValueOf<Schema> = Schema extends TSchema ? Static<Schema> : never

/** The names of what derive functions add to an event (`Name`) or, with `Kind` 'property', to any property. */
type Added<Derive, Device, Kind extends 'event' | 'property', Name> = Derive extends readonly (infer Each)[]
  ? Each extends { readonly device: Device } & { readonly [Part in Kind]: Name }
    ? Names<Each, 'adds'>
    : never
  : never

/** The properties of a device model, derived ones included. */
export type Properties<Vocab extends Vocabulary, Device> =
  | Names<At<Vocab['devices'], Device>, 'properties'>
  | Added<Vocab['derive'], Device, 'property', string>

/** The fields of an event, derived ones included. */
export type EventFields<Vocab extends Vocabulary, Device, Event> =
  | Fields<At<At<At<Vocab['devices'], Device>, 'events'>, Event>>
  | Added<Vocab['derive'], Device, 'event', Event>

/** The fields of a record. */
export type RecordFields<Vocab extends Vocabulary, Record> = Fields<
  At<At<Vocab['records'], Record>, 'fields'>
>

/** The fields of a form. */
export type FormFields<Vocab extends Vocabulary, Form> = Fields<At<At<Vocab['forms'], Form>, 'schema'>>

type Bare<Name extends string, Model extends string> = Name | `${Model}.${Name}`

/** `event.<field>` of the triggers that are events. */
export type EventReads<Vocab extends Vocabulary, On> = On extends {
  readonly device: infer Device
  readonly event: infer Event
}
  ? `event.${EventFields<Vocab, Device, Event>}`
  : never

/** Everything a rule with the trigger (or the union of triggers) `On` may read. */
export type Readable<Vocab extends Vocabulary, On> =
  | `settings.${Fields<Vocab['settings']>}`
  | EventReads<Vocab, On>
  | (On extends { readonly device: infer Device extends string }
      ? Bare<Properties<Vocab, Device>, Device>
      : On extends { readonly record: infer Record extends string }
        ? Bare<RecordFields<Vocab, Record>, Record>
        : On extends { readonly form: infer Form }
          ? `form.${FormFields<Vocab, Form>}`
          : never)

/** Everything a rule that is kept per place or for the whole community may read besides: any model by its name. */
export type SharedReads<Vocab extends Vocabulary> =
  | Qualified<Vocab, 'device', keyof Vocab['devices'] & string>
  | Qualified<Vocab, 'record', keyof Vocab['records'] & string>

type Qualified<
  Vocab extends Vocabulary,
  Kind extends 'device' | 'record',
  Model extends string,
> = Model extends string
  ? `${Model}.${Kind extends 'device' ? Properties<Vocab, Model> : RecordFields<Vocab, Model>}`
  : never
