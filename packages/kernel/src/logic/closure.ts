import type { Panes } from '../fold/panes.ts'
import type { Json } from '../rule.ts'
import type { Logic } from './tree.ts'

/** What a condition yields; `undefined` is *unknown*. */
export type Value = Json | undefined

/** The latest report of one property. */
export interface Latest {
  readonly value: Json
  readonly time: number
}

/** What a compiled condition may read. One frame is reused for many evaluations. */
export interface Frame {
  /** Latest reports by slot. */
  latest: readonly (Latest | undefined)[]
  /** Panes of the rule's windows; null where nothing was said. */
  windows: readonly Panes[] | null
  /** The event's fields, while an event is looked at. */
  event: Value
  /** The form's answers, while a submission is looked at. */
  form: Value
  /** Event time of the evaluation. */
  now: number
  /** The data: of `evaluate`, or the element an iteration stands at. */
  item: Value
}

/** A compiled piece of logic. */
export type Closure = (frame: Frame) => Value

/** How names in `var` and `missing` are read. */
export interface Variables {
  read(path: string): Closure
}

/** Spent by operators that walk or build lists; refuses with a code when a limit is reached. */
export interface Budget {
  /** Starts a new evaluation. */
  reset(): void
  /** One element is visited by a body of `nodes` nodes. */
  iterate(nodes: number): void
  /** So many elements or characters were built. */
  build(size: number): void
}

/** What an operator's builder is given. */
export interface Compiler {
  /** Absent values are unknown; otherwise plain JSONLogic. */
  readonly threeValued: boolean
  readonly variables: Variables
  readonly budget: Budget
  compile(logic: Logic): Closure
  /** Compiles the body of an iteration, which sees only its element; also says how many nodes it has. */
  body(logic: Logic): { readonly run: Closure; readonly nodes: number }
}

/** One operator of the language. */
export interface Operator {
  /** How many arguments it takes. */
  readonly takes: readonly [least: number, most: number]
  readonly build: (args: readonly Logic[], compiler: Compiler) => Closure
}

/** Operators by name. */
export type Operators = Readonly<Record<string, Operator>>

/** A frame that holds nothing. */
export function emptyFrame(): Frame {
  return { latest: [], windows: null, event: undefined, form: undefined, now: 0, item: undefined }
}
