import type { FlowDefinition } from '@linli/flow'
import type { Duration, Json, Text } from '@linli/kernel'
import type { TObject, TSchema } from '@sinclair/typebox'
import type { DataClass, Decoding, FieldKind, RecordInput } from '../contract.ts'
import type { NotedField, NotedObject } from '../schema/data-note.ts'
import type { At, EventFields, Fields, Names, ValueOf, Vocabulary } from './vocabulary.ts'

/** A device model as written: events carry a data note on every string and number. */
export interface AuthorModel {
  readonly title: Text
  readonly properties?: Readonly<Record<string, TSchema>>
  readonly events?: Readonly<Record<string, TObject & NotedObject>>
  readonly commands?: Readonly<Record<string, AuthorCommand>>
  readonly interval?: Duration
  readonly decode?: readonly Decoding[]
}

export interface AuthorCommand {
  readonly title: Text
  readonly kind: 'pulse' | 'set-state'
  readonly args: TObject
  readonly expires: Duration
  readonly confirmedBy?: { readonly property: string; readonly value: Json }
}

export interface AuthorRecord {
  readonly title: Text
  readonly fields: TObject & NotedObject
  readonly reducer: string
  readonly inputs: readonly RecordInput[]
}

export interface AuthorReference {
  readonly title: Text
  readonly key: string
  readonly row: TObject & NotedObject
}

export interface AuthorForm {
  readonly title: Text
  readonly schema: TObject & NotedObject
  readonly layout: readonly AuthorField[]
  readonly version?: number
}

export interface AuthorField {
  readonly field: string
  readonly kind: FieldKind
  readonly help?: Text
}

export type AuthorFlows = Readonly<Record<string, FlowDefinition>>

export interface AuthorDerivation {
  readonly device: string
  readonly event?: string
  readonly property?: string
  readonly function: string
  readonly lookup?: Readonly<Record<string, { readonly table: string; readonly by: string }>>
  readonly adds: Readonly<Record<string, TSchema & NotedField>>
}

/** No members but those of `Shape`: a misspelt optional part is an error where it stands. */
type NoOthers<Given, Shape> = { readonly [Name in Exclude<keyof Given, keyof Shape>]?: never }

/** What device models must agree with: their own names and the sources. */
export type ModelsAgree<Devices, Source extends string> = {
  readonly [Device in keyof Devices]: NoOthers<Devices[Device], AuthorModel> & {
    readonly decode?: readonly DecodingOf<Devices[Device], Source>[]
    readonly commands?: {
      readonly [Name in keyof At<Devices[Device], 'commands'>]: NoOthers<
        At<At<Devices[Device], 'commands'>, Name>,
        AuthorCommand
      > & {
        readonly confirmedBy?: ConfirmedBy<At<Devices[Device], 'properties'>>
      }
    }
  }
}

type DecodingOf<Model, Source extends string> =
  | { readonly source: Source; readonly codec: string }
  | {
      readonly source: Source
      readonly map: { readonly [Name in Names<Model, 'properties' | 'events'>]?: unknown }
    }

type ConfirmedBy<Properties> = {
  [Name in keyof Properties & string]: { readonly property: Name; readonly value: ValueOf<Properties[Name]> }
}[keyof Properties & string]

/** What sources must agree with: an answer grants a command that some device has. */
export type SourcesAgree<Sources, Devices> = {
  readonly [Source in keyof Sources]: { readonly answer?: { readonly command: CommandNames<Devices> } }
}

type CommandNames<Devices> = { [Device in keyof Devices]: Names<Devices[Device], 'commands'> }[keyof Devices]

/** What a derivation must agree with: an event or a property of a model, and rows of reference tables. */
export type DerivationAgrees<Each, Devices, Table extends string> = {
  readonly device: keyof Devices & string
} & (Each extends {
  readonly device: infer Device
  readonly event: infer Event
}
  ? {
      readonly event: Names<At<Devices, Device>, 'events'>
      readonly lookup?: LookupOf<Table, Fields<At<At<At<Devices, Device>, 'events'>, Event>>>
    }
  : Each extends { readonly device: infer Device; readonly property: infer Property extends string }
    ? {
        readonly property: Names<At<Devices, Device>, 'properties'>
        readonly lookup?: LookupOf<Table, Property>
      }
    : { readonly event: string } | { readonly property: string })

type LookupOf<Table extends string, By extends string> = {
  readonly [name: string]: { readonly table: Table; readonly by: By }
}

/** What records must agree with: each input is an event or property of a device model. */
export type RecordsAgree<Records, Vocab extends Vocabulary> = {
  readonly [Record in keyof Records]: NoOthers<Records[Record], AuthorRecord> & {
    readonly inputs: readonly InputOf<Vocab, keyof Vocab['devices'] & string>[]
  }
}

type InputOf<Vocab extends Vocabulary, Device extends string> = Device extends string
  ?
      | EventInputOf<Vocab, Device, Names<At<Vocab['devices'], Device>, 'events'>>
      | {
          readonly device: Device
          readonly property: Names<At<Vocab['devices'], Device>, 'properties'>
          readonly key: 'device' | 'place'
        }
  : never

type EventInputOf<
  Vocab extends Vocabulary,
  Device extends string,
  Event extends string,
> = Event extends string
  ? {
      readonly device: Device
      readonly event: Event
      readonly key: 'device' | 'place' | `event.${EventFields<Vocab, Device, Event>}`
    }
  : never

/** What forms must agree with: the layout shows fields of the schema. */
export type FormsAgree<Forms> = {
  readonly [Form in keyof Forms]: NoOthers<Forms[Form], AuthorForm> & {
    readonly layout: readonly (AuthorField & { readonly field: Fields<At<Forms[Form], 'schema'>> })[]
  }
}

/** What reference tables must agree with: the key is a field of the row. */
export type ReferenceAgrees<Reference> = {
  readonly [Table in keyof Reference]: NoOthers<Reference[Table], AuthorReference> & {
    readonly key: Fields<At<Reference[Table], 'row'>>
  }
}

/** What flows must agree with: evidence names forms. */
export type FlowsAgree<Flows, Form extends string> = {
  readonly [Flow in keyof Flows]: NoOthers<Flows[Flow], FlowDefinition> & {
    readonly steps: {
      readonly [Step in keyof At<Flows[Flow], 'steps'>]: {
        readonly evidence?: readonly ('note' | 'photo' | { readonly form: Form })[]
      }
    }
  }
}

/** A capability as written: commands that devices have, classes of personal data, fetching over HTTP. */
export type CapabilityOf<Devices> =
  | {
      [Device in keyof Devices & string]: {
        readonly kind: 'command'
        readonly device: Device
        readonly name: Names<Devices[Device], 'commands'>
        readonly why: Text
      }
    }[keyof Devices & string]
  | { readonly kind: 'personal-data'; readonly class: DataClass; readonly why: Text }
  | { readonly kind: 'http'; readonly hosts?: readonly string[]; readonly why: Text }
