import type { CodecMessage, Contract } from '../contract.ts'
import { deepFreeze } from './freeze.ts'
import type { At, Names, ValueOf } from './vocabulary.ts'

type Empty = Record<never, never>

/** What a codec may return for the device models that use it: names of the model with values of their types. */
export type ReadingOf<Model> =
  | (Model extends { readonly properties: infer Properties } ? OneReading<Properties> : never)
  | (Model extends { readonly events: infer Events } ? OneReading<Events> : never)

type OneReading<Schemas> = {
  [Name in keyof Schemas & string]: {
    readonly name: Name
    readonly value: ValueOf<Schemas[Name]>
    /** Device time, ms; left out where the device has no clock. */
    readonly time?: number
    /** Only where one message speaks for several devices. */
    readonly address?: string
    /** The protocol's own identity of the event. */
    readonly identity?: string
  }
}[keyof Schemas & string]

type CodecNames<Devices> = {
  [Device in keyof Devices]: Devices[Device] extends { readonly decode: readonly (infer Decoding)[] }
    ? Decoding extends { readonly codec: infer Name extends string }
      ? Name
      : never
    : never
}[keyof Devices]

type ModelsWithCodec<Devices, Name> = {
  [Device in keyof Devices]: Devices[Device] extends { readonly decode: readonly (infer Decoding)[] }
    ? Name extends (Decoding extends { readonly codec: infer Codec } ? Codec : never)
      ? Devices[Device]
      : never
    : never
}[keyof Devices]

/** `(message) => readings`, pure. An empty list says: nothing of interest. A throw makes the message a dead letter. */
export type CodecsOf<Devices> = {
  readonly [Name in CodecNames<Devices>]: (
    message: CodecMessage,
  ) => readonly ReadingOf<ModelsWithCodec<Devices, Name>>[]
}

type RowsOf<Lookup, Reference> = {
  readonly [Name in keyof Lookup]: ValueOf<At<At<Reference, At<Lookup[Name], 'table'>>, 'row'>> | null
}

type SubjectOf<Devices, Each> = Each extends { readonly device: infer Device; readonly event: infer Event }
  ? ValueOf<At<At<At<Devices, Device>, 'events'>, Event>>
  : Each extends { readonly device: infer Device; readonly property: infer Property }
    ? ValueOf<At<At<At<Devices, Device>, 'properties'>, Property>>
    : never

type ValuesOf<Schemas> = { readonly [Name in keyof Schemas]: ValueOf<Schemas[Name]> }

type FunctionFor<Each, Devices, Reference, Settings> = (given: {
  readonly value: SubjectOf<Devices, Each>
  readonly rows: Each extends { readonly lookup: infer Lookup } ? RowsOf<Lookup, Reference> : Empty
  readonly settings: Settings
  readonly device: string
  /** Event time, ms. */
  readonly time: number
}) => ValuesOf<At<Each, 'adds'>>

/** One function per name that `derive` uses. */
export type FunctionsOf<Derive extends readonly unknown[], Devices, Reference, Settings> = {
  readonly [Each in Derive[number] as At<Each, 'function'> & string]: FunctionFor<
    Each,
    Devices,
    Reference,
    Settings
  >
}

type InputValue<Each, Devices, Derive extends readonly unknown[]> = SubjectOf<Devices, Each> &
  AddedFields<Each, Derive>

type AddedFields<Input, Derive extends readonly unknown[]> = Input extends {
  readonly device: infer Device
  readonly event: infer Event
}
  ? Extract<Derive[number], { readonly device: Device; readonly event: Event }> extends infer Each
    ? [Each] extends [never]
      ? unknown
      : ValuesOf<At<Each, 'adds'>>
    : unknown
  : unknown

type InputOf<Each, Devices, Derive extends readonly unknown[]> = Each extends { readonly device: infer Model }
  ? {
      readonly model: Model
      readonly kind: Each extends { readonly event: unknown } ? 'event' : 'property'
      readonly name: At<Each, 'event'> | At<Each, 'property'>
      readonly value: InputValue<Each, Devices, Derive>
      readonly device: string
      readonly place: string | null
      readonly key: string
      /** The same input twice has the same id. */
      readonly id: string
      /** Event time and arrival, ms. */
      readonly time: number
      readonly arrival: number
    }
  : never

type ReducerFor<Spec, Devices, Derive extends readonly unknown[], Settings> = (given: {
  /** The record as it stands, or null where there is none yet. */
  readonly state: ValueOf<At<Spec, 'fields'>> | null
  readonly input: InputOf<At<At<Spec, 'inputs'>, number>, Devices, Derive>
  readonly settings: Settings
}) => { readonly state: ValueOf<At<Spec, 'fields'>>; readonly at?: number } | null

type RecordsWithReducer<Records, Name> = {
  [Record in keyof Records]: At<Records[Record], 'reducer'> extends Name ? Records[Record] : never
}[keyof Records]

/** One reducer per name that `records` uses. Pure, and right under repeated and late inputs. */
export type ReducersOf<Records, Devices, Derive extends readonly unknown[], Settings> = {
  readonly [Name in { [Record in keyof Records]: At<Records[Record], 'reducer'> }[keyof Records] &
    string]: ReducerFor<RecordsWithReducer<Records, Name>, Devices, Derive, Settings>
}

type Needed<Part extends string, Functions> = [keyof Functions] extends [never]
  ? { readonly [Name in Part]?: Record<string, never> }
  : { readonly [Name in Part]: Functions }

/** The pure functions a contract calls for, and no others. */
export type BehaviourOf<Of extends Contract> = Needed<'codecs', CodecsOf<Of['devices']>> &
  Needed<'functions', FunctionsOf<Of['derive'], Of['devices'], Of['reference'], ValueOf<Of['settings']>>> &
  Needed<'reducers', ReducersOf<Of['records'], Of['devices'], Of['derive'], ValueOf<Of['settings']>>>

/** A contract with its behaviour: what a plugin's `src/index.ts` exports by default. */
export interface Scenario<Of extends Contract = Contract> {
  readonly $type: 'scenario/v1'
  readonly contract: Of
  readonly codecs: Readonly<Record<string, GuestFunction>>
  readonly functions: Readonly<Record<string, GuestFunction>>
  readonly reducers: Readonly<Record<string, GuestFunction>>
}

/** A function as the sandbox sees it: plain data in, plain data out. */
export type GuestFunction = (given: never) => unknown

/** Joins a contract and the pure functions it calls for; inert and frozen. */
export function defineScenario<const Of extends Contract>(
  contract: Of,
  behaviour: BehaviourOf<NoInfer<Of>>,
): Scenario<Of> {
  const { codecs = {}, functions = {}, reducers = {} } = behaviour as Partial<Scenario>
  return deepFreeze({
    $type: 'scenario/v1',
    contract,
    codecs: { ...codecs },
    functions: { ...functions },
    reducers: { ...reducers },
  })
}

export type { Names }
