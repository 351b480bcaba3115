type Scalar = string | number | boolean | null

/** JSONLogic whose variables may only be the names in `Var`. */
export type Condition<Var extends string> =
  | Scalar
  | { readonly var: Var | readonly [Var, Scalar] }
  | Operation<Var>

type Two<Var extends string> = readonly [Condition<Var>, Condition<Var>]
type Many<Var extends string> = readonly Condition<Var>[]
type List<Var extends string> = Condition<Var> | readonly Scalar[]
type Lists<Var extends string> = readonly List<Var>[]

/** One operation of JSONLogic; exactly one member is given. */
export interface Operation<Var extends string> {
  readonly '=='?: Two<Var>
  readonly '!='?: Two<Var>
  readonly '==='?: Two<Var>
  readonly '!=='?: Two<Var>
  readonly '<'?: Two<Var> | readonly [...Two<Var>, Condition<Var>]
  readonly '<='?: Two<Var> | readonly [...Two<Var>, Condition<Var>]
  readonly '>'?: Two<Var>
  readonly '>='?: Two<Var>
  readonly and?: Many<Var>
  readonly or?: Many<Var>
  readonly '!'?: Condition<Var> | readonly [Condition<Var>]
  readonly '!!'?: Condition<Var> | readonly [Condition<Var>]
  readonly if?: Many<Var>
  readonly '+'?: Many<Var>
  readonly '-'?: Many<Var>
  readonly '*'?: Many<Var>
  readonly '/'?: Two<Var>
  readonly '%'?: Two<Var>
  readonly min?: Many<Var>
  readonly max?: Many<Var>
  readonly cat?: Many<Var>
  readonly substr?: Many<Var>
  readonly in?: readonly [Condition<Var>, Condition<Var> | readonly Scalar[]]
  readonly missing?: readonly Var[]
  readonly missing_some?: readonly [number, readonly Var[]]
  readonly exists?: Var
  readonly abs?: Condition<Var>
  readonly floor?: Condition<Var>
  readonly ceil?: Condition<Var>
  readonly round?: Condition<Var> | readonly [Condition<Var>, number]
  readonly length?: Condition<Var>
  readonly unique?: readonly [Condition<Var>]
  readonly union?: Lists<Var>
  readonly intersection?: Lists<Var>
  readonly difference?: Lists<Var>
  readonly subset?: readonly [List<Var>, List<Var>]
  readonly disjoint?: readonly [List<Var>, List<Var>]
  readonly now?: readonly []
  readonly timestamp?: Condition<Var>
  readonly duration?: string
  /** `HH:MM` of a moment, or of the event's own; then the offset, `+08:00` where nothing is said. */
  readonly time_of_day?: Condition<Var> | readonly [] | readonly [Condition<Var>, string]
  /** Metres. */
  readonly distance?: Two<Var>
  readonly matches?: Two<Var>
}
