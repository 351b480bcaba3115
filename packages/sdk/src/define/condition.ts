type Scalar = string | number | boolean | null

/** JSONLogic whose variables may only be the names in `Var`. */
export type Condition<Var extends string> =
  | Scalar
  | { readonly var: Var | readonly [Var, Scalar] }
  | Operation<Var>

type Two<Var extends string> = readonly [Condition<Var>, Condition<Var>]
type Many<Var extends string> = readonly Condition<Var>[]

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
}
