import type { FlowDefinition } from '@linli/flow'
import type { Duration, Json, Rule, Text } from '@linli/kernel'
import type { TObject, TSchema } from '@sinclair/typebox'

/**
 * A scenario's contract as plain data: what `defineContract` returns, `contract.json` holds, the server stores
 * and the studio renders. It survives `JSON.stringify` unchanged.
 *
 * Its schemas are JSON Schema of a closed set: string, number, integer, boolean, null, object, array, `const`,
 * `anyOf` of these, and choices (`{ type: 'string', enum: [...], labels: { <choice>: Text } }`). Beside the
 * standard keywords they may carry `label: Text`, `help: Text`, `unit`, `freshFor: Duration` and `data: DataNote`.
 */
export interface Contract {
  readonly $type: 'contract/v1'
  /** Kebab-case, unique: `smart-parking`. */
  readonly id: string
  readonly title: Text
  readonly summary: Text
  readonly settings: TObject
  readonly devices: Readonly<Record<string, DeviceModel>>
  readonly sources: Readonly<Record<string, SourceSpec>>
  readonly derive: readonly Derivation[]
  readonly records: Readonly<Record<string, RecordSpec>>
  readonly reference: Readonly<Record<string, ReferenceSpec>>
  readonly rules: readonly Rule[]
  readonly forms: Readonly<Record<string, FormSpec>>
  readonly flows: Readonly<Record<string, FlowDefinition>>
  /** What the plugin asks for and the operator grants. */
  readonly capabilities: readonly Capability[]
  /** Every other sentence the studio shows, by key. */
  readonly messages: Readonly<Record<string, Text>>
}

/** Properties hold a level, events are moments, commands are obeyed. Keys are wire names; schemas are TypeBox. */
export interface DeviceModel {
  readonly title: Text
  readonly properties?: Readonly<Record<string, TSchema>>
  readonly events?: Readonly<Record<string, TObject>>
  readonly commands?: Readonly<Record<string, CommandSpec>>
  /** How often the device is expected to report; longer silence shows as offline. */
  readonly interval?: Duration
  /** Which source brings its messages and what turns them into observations. */
  readonly decode?: readonly Decoding[]
}

export interface CommandSpec {
  readonly title: Text
  /** A pulse acts once and is sent at most once; a set-state names the wanted state and may be repeated. */
  readonly kind: 'pulse' | 'set-state'
  readonly args: TObject
  /** After this long the command must not leave any more. Pulses: at most 5 s. */
  readonly expires: Duration
  /** A property that shows it was done, where there is one. */
  readonly confirmedBy?: { readonly property: string; readonly value: Json }
}

/** `codec`: a function of the behaviour, `(message) => readings`. `map`: JSON pointer per property, data only. */
export type Decoding =
  | { readonly source: string; readonly codec: string }
  | {
      readonly source: string
      readonly map: Readonly<
        Record<
          string,
          | string
          | {
              readonly from: string
              readonly values?: Readonly<Record<string, Json>>
            }
        >
      >
    }

/** A source the scenario can be fed from. The operator configures the connection; the contract fixes the dialect. */
export type SourceSpec =
  | {
      readonly title: Text
      readonly kind: 'mqtt'
      readonly dialect: 'chirpstack-v4' | 'zigbee2mqtt' | 'json'
      readonly topic?: string
      readonly lateness?: Duration
    }
  | {
      readonly title: Text
      readonly kind: 'http'
      readonly dialect: 'json'
      /** JSON pointers into the body. `address` finds the device; `identity` is the sender's own event id. */
      readonly address: string
      readonly identity?: string
      /** JSON pointer to an array: each element is one message. `address` and `identity` then point into the element. */
      readonly each?: string
      readonly answer?: HttpAnswer
      readonly lateness?: Duration
    }
  | {
      /** Fetched again and again from an address that the operator enters; needs the capability `http`. */
      readonly title: Text
      readonly kind: 'http-poll'
      readonly dialect: 'json'
      /** As for `http`. */
      readonly address: string
      readonly identity?: string
      readonly each?: string
      readonly lateness?: Duration
    }
  | {
      readonly title: Text
      readonly kind: 'ocpp'
      readonly dialect: 'ocpp1.6'
      readonly idTags?: string
      readonly lateness?: Duration
    }

/** The reply as the command's transport: `granted` is sent when a rule gave `command` within `within`, else `otherwise`. */
export interface HttpAnswer {
  readonly command: string
  /** At most 2 s. */
  readonly within: Duration
  readonly granted: Json
  readonly otherwise: Json
}

/** Values computed from an observation before any rule sees it; stored with it, so replay needs no plugin code. */
export interface Derivation {
  readonly device: string
  readonly event?: string
  readonly property?: string
  /** A function of the behaviour: `({ value, rows, settings }) => added fields`; see `FunctionInput`. */
  readonly function: string
  /**
   * Reference rows handed to the function by name: the row of `table` whose key equals the event's field `by`
   * (for a property: `by` is the property itself), or null.
   */
  readonly lookup?: Readonly<Record<string, { readonly table: string; readonly by: string }>>
  readonly adds: Readonly<Record<string, TSchema>>
}

/** Keyed state that a reducer folds: a parking session, a charging transaction. Rules see it as `{ record, property }`. */
export interface RecordSpec {
  readonly title: Text
  readonly fields: TObject
  /** A function of the behaviour's `reducers`: `({ state, input, settings }) => { state } | null`; see `ReducerInput`. */
  readonly reducer: string
  /** What it folds, in journal order. `key` says which record an input belongs to: `device`, `place` or `event.<field>`. */
  readonly inputs: readonly RecordInput[]
}

export type RecordInput =
  | { readonly device: string; readonly event: string; readonly key: string }
  | {
      readonly device: string
      readonly property: string
      readonly key: string
    }

/** Tables the operator keeps: plates, tariffs, care plans. Versioned; changes are inputs of the log. */
export interface ReferenceSpec {
  readonly title: Text
  readonly key: string
  readonly row: TObject
}

export interface FormSpec {
  readonly title: Text
  /** JSON Schema of the answers. */
  readonly schema: TObject
  /** Field order and widgets: kinds of the closed set (choice, text, long-text, number, date, photo, location, rating, note …). */
  readonly layout: readonly {
    readonly field: string
    readonly kind: FieldKind
    readonly help?: Text
  }[]
  readonly version: number
}

export type FieldKind =
  | 'choice'
  | 'choices'
  | 'text'
  | 'long-text'
  | 'number'
  | 'date'
  | 'time'
  | 'photo'
  | 'location'
  | 'signature'
  | 'rating'
  | 'picker'
  | 'group'
  | 'note'

export type Capability =
  | {
      readonly kind: 'command'
      readonly device: string
      readonly name: string
      readonly why: Text
    }
  | {
      readonly kind: 'personal-data'
      readonly class: DataClass
      readonly why: Text
    }
  | {
      /** Fetching over HTTP. The operator grants each `host:port`; where `hosts` is given, only these can be granted. */
      readonly kind: 'http'
      readonly hosts?: readonly string[]
      readonly why: Text
    }

/** C0 public, C1 internal, C2 personal, C3 sensitive personal, C4 most sensitive. */
export type DataClass = 'C0' | 'C1' | 'C2' | 'C3' | 'C4'

/**
 * The schema option every string and number field of records, forms, reference data and events carries:
 * `Type.String({ data: { class: 'C2', subject: 'resident', purpose: ['parking'], retention: '180d', mask: 'plate' } })`;
 * fields without personal content say `data: notPersonal`.
 */
export type DataNote =
  | { readonly class: 'C0' | 'C1' }
  | {
      readonly class: 'C2' | 'C3' | 'C4'
      readonly subject: string
      readonly purpose: readonly string[]
      readonly retention: Duration
      readonly mask: 'name' | 'phone' | 'plate' | 'id' | 'address' | 'all'
    }

/** The one argument of a codec in the sandbox; it returns `Reading[]`. */
export interface CodecMessage {
  readonly channel: string
  readonly address: string | null
  readonly meta: Readonly<Record<string, string>>
  /** The parsed JSON body, where the dialect is JSON. */
  readonly json?: Json
  /** The device's payload, where the dialect unwraps an envelope (LoRaWAN): as in TS013. */
  readonly bytes?: readonly number[]
  readonly fPort?: number
  /** Arrival, ms. */
  readonly arrival: number
}

/** The one argument of a derive function in the sandbox; it returns the fields that `adds` declares. */
export interface FunctionInput {
  readonly value: Json
  /** By the names of `lookup`. */
  readonly rows: Readonly<Record<string, Json>>
  readonly settings: Readonly<Record<string, Json>>
  readonly device: string
  /** Event time, ms. */
  readonly time: number
}

/** The one argument of a reducer in the sandbox. Inputs come in journal order, may repeat and may be late. */
export interface ReducerInput {
  /** The record as it stands, or null where there is none yet. */
  readonly state: Json
  readonly input: {
    readonly model: string
    readonly kind: 'property' | 'event'
    readonly name: string
    /** With what derive functions added. */
    readonly value: Json
    readonly device: string
    readonly place: string | null
    /** The record's key, taken from the input as the contract says. */
    readonly key: string
    /** The observation's id: the same input twice has the same id. */
    readonly id: string
    /** Event time and arrival, ms. */
    readonly time: number
    readonly arrival: number
  }
  readonly settings: Readonly<Record<string, Json>>
}

/** What a reducer returns: the record's new fields, or null where the input changes nothing. */
export interface Reduction {
  readonly state: Json
  /** Since when it holds, ms; left out: the input's event time. */
  readonly at?: number
}

/** What a codec returns: one entry per property or event; `address` only where one message speaks for several devices. */
export interface Reading {
  readonly name: string
  readonly value: Json
  /** Device time, ms; left out where the device has no clock. */
  readonly time?: number
  readonly address?: string
  /** The protocol's own identity of the event. */
  readonly identity?: string
}
