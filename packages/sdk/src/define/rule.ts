import type { Aggregate, Grade, Schedule, Text } from '@linli/kernel'
import type { Condition } from './condition.ts'
import type {
  At,
  EventReads,
  Names,
  NumberFields,
  Properties,
  Readable,
  RecordFields,
  SharedReads,
  ValueOf,
  Vocabulary,
} from './vocabulary.ts'

/** A length of time with its unit, or a number setting read in a unit. */
export type DurationOf<Settings> =
  | `${number}${'ms' | 's' | 'm' | 'h' | 'd'}`
  | { readonly setting: NumberFields<Settings>; readonly unit: 's' | 'm' | 'h' | 'd' }

/** What a rule of this contract may look at. */
export type TriggerOf<Vocab extends Vocabulary> =
  | DeviceTrigger<Vocab, keyof Vocab['devices'] & string>
  | RecordTrigger<Vocab, keyof Vocab['records'] & string>
  | { readonly form: keyof Vocab['forms'] & string }

type DeviceTrigger<Vocab extends Vocabulary, Device extends string> = Device extends string
  ?
      | { readonly device: Device; readonly property: Properties<Vocab, Device> }
      | { readonly device: Device; readonly event: Names<At<Vocab['devices'], Device>, 'events'> }
  : never

type RecordTrigger<Vocab extends Vocabulary, Record extends string> = Record extends string
  ? { readonly record: Record; readonly property: RecordFields<Vocab, Record> }
  : never

/** One trigger or several; the contract holds them as a list. */
export type OnOf<Vocab extends Vocabulary> = TriggerOf<Vocab> | readonly TriggerOf<Vocab>[]

type Each<On> = On extends readonly (infer Trigger)[] ? Trigger : On

type Scalar = string | number | boolean | null

/** What an action may say: a literal, or what the rule may read. */
export type FilledBy<Var extends string, Value = Scalar> = Value | { readonly $: Var }

/**
 * A rule whose triggers are `On`. Kept per device it reads what that device has; kept per place or for the
 * community it may read every model, as `<model>.<property>`.
 */
export type RuleOf<Vocab extends Vocabulary, On> =
  | (RuleReading<Vocab, Readable<Vocab, Each<On>>, Each<On>> & {
      readonly on: On
      /** One state for each device or for each value of a field of the event; `device` where nothing is said. */
      readonly key?: 'device' | { readonly field: EventReads<Vocab, Each<On>> }
    })
  | (RuleReading<Vocab, Readable<Vocab, Each<On>> | SharedReads<Vocab>, Each<On>> & {
      readonly on: On
      /** One state for each place, or one for the whole community. */
      readonly key: 'place' | 'community'
    })

/** What a window shows, as a condition reads it. */
type Window = 'change' | `aggregate.${string}`

interface RuleReading<Vocab extends Vocabulary, Var extends string, Trigger> {
  readonly id: string
  readonly title: Text
  readonly when?: Condition<Var | Window>
  /** The condition must hold this long. */
  readonly for?: DurationOf<Vocab['settings']>
  /** Nothing that `on` names and `when` accepts for this long. */
  readonly absent?: DurationOf<Vocab['settings']>
  /** After a firing, stay silent this long for the same key. */
  readonly cooldown?: DurationOf<Vocab['settings']>
  /** Fires only when it happened at least so often (2 to 100); `distinct` counts different values of a name. */
  readonly count?: {
    readonly atLeast: number
    readonly within: DurationOf<Vocab['settings']>
    readonly distinct?: Var
  }
  /** Read as `change`: by how much a number property changed. */
  readonly change?: { readonly of: Var; readonly within: DurationOf<Vocab['settings']> }
  /** Read as `aggregate.<name>`: what a number property did over a stretch of time. */
  readonly aggregate?: {
    readonly [name: string]: Omit<Aggregate, 'of' | 'over'> & {
      readonly of: Var
      readonly over: DurationOf<Vocab['settings']>
    }
  }
  /** What has to follow, or must not follow, once the condition was met. */
  readonly sequence?: { readonly within: DurationOf<Vocab['settings']> } & (
    | { readonly followedBy: StepOf<Vocab> }
    | { readonly notFollowedBy: StepOf<Vocab> }
  )
  /** When what has fired is over by itself. */
  readonly clear?: { readonly when?: Condition<Var | Window>; readonly for?: DurationOf<Vocab['settings']> }
  readonly schedule?: Schedule
  readonly muted?: boolean
  readonly grade?: Grade
  /** Decide at once and correct later, instead of waiting for the watermark. */
  readonly early?: boolean
  readonly notes?: string
  readonly do: readonly ActionOf<Vocab, Var | Window, Trigger>[]
}

/** Something that happens; what its condition may read is looked at by `checkContract`. */
interface StepOf<Vocab extends Vocabulary> {
  readonly on: readonly TriggerOf<Vocab>[]
  readonly when?: Condition<string>
}

/** An alert, or a command of the contract's devices with its arguments. */
export type ActionOf<Vocab extends Vocabulary, Var extends string, Trigger> =
  | {
      readonly alert: {
        readonly title: Text
        readonly grade?: Grade
        /** Which of the contract's flows handles it; without one, the standard handling. */
        readonly flow?: keyof Vocab['flows'] & string
        readonly detail?: { readonly [name: string]: FilledBy<Var> }
      }
    }
  | {
      readonly command:
        | CommandOn<At<Vocab['devices'], At<Trigger, 'device'>>, 'self', Var>
        | AnyCommand<Vocab['devices'], Var>
    }

type AnyCommand<Devices, Var extends string> = {
  [Device in keyof Devices & string]: CommandOn<Devices[Device], Device, Var>
}[keyof Devices & string]

type CommandOn<Model, Device extends string, Var extends string> = Model extends {
  readonly commands: infer Commands
}
  ? {
      [Name in keyof Commands & string]: {
        readonly device: Device
        readonly name: Name
      } & WithOf<ValueOf<At<Commands[Name], 'args'>>, Var>
    }[keyof Commands & string]
  : never

type WithOf<Args, Var extends string> =
  Record<never, never> extends Args
    ? { readonly with?: ArgumentsOf<Args, Var> }
    : { readonly with: ArgumentsOf<Args, Var> }

type ArgumentsOf<Args, Var extends string> = { readonly [Field in keyof Args]: FilledBy<Var, Args[Field]> }
