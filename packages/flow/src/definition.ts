import type { Duration, Grade, Text } from '@linli/kernel'

/** The steps of handling, in the order of GB/T 30428.8: 核实 立案 派单 签收 处置 核查 结案. */
export type Step = 'verify' | 'dispatch' | 'sign' | 'handle' | 'check' | 'close'

/** 层级: who is above whom. */
export type Tier = 'grid-worker' | 'grid-leader' | 'community' | 'street' | 'district'

/** Who does a step, how long it may take by grade, and what proves it. Declared in a contract, checked when loaded. */
export interface FlowDefinition {
  readonly title: Text
  readonly steps: {
    readonly [S in Step]?: {
      readonly role: string
      readonly within: { readonly [G in Grade]?: Duration }
      /** What must be given: a note, a photo, or an answer to one of the contract's forms. */
      readonly evidence?: readonly ('note' | 'photo' | { readonly form: string })[]
    }
  }
  /** Grades that are dispatched before anybody verified them. */
  readonly dispatchFirst?: readonly Grade[]
  /** Where a missed deadline climbs, tier by tier. */
  readonly raise: readonly Tier[]
}
