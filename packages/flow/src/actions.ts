import type { Text } from '@linli/kernel'
import type { Step } from './definition.ts'

/** What a person can do to a case. */
export type ActionName =
  | 'accept'
  | 'false-alarm'
  | 'dispatch'
  | 'sign'
  | 'return'
  | 'reassign'
  | 'handle'
  | 'pass'
  | 'rework'
  | 'close'
  | 'note'

/** One action: where it is legal, what it completes, what it always needs. */
export interface ActionSpec {
  readonly title: Text
  /** The waiting steps at which it is legal. */
  readonly at: readonly Step[]
  /** The step whose evidence has to come with it. */
  readonly completes?: Step
  /** Whose it is: the waiting step's, the verifier's, the dispatcher's, or anybody's who handles incidents here. */
  readonly whose: 'step' | 'verifier' | 'dispatcher' | 'anybody'
  /** Needed whatever the flow says. */
  readonly needs: readonly ('note' | 'assignee')[]
}

const all: readonly Step[] = ['verify', 'dispatch', 'sign', 'handle', 'check', 'close']

/** Every action, the one that moves a step on before those that do not. */
export const actions: Readonly<Record<ActionName, ActionSpec>> = {
  accept: { title: { zh: '立案', en: 'Accept' }, at: all, completes: 'verify', whose: 'verifier', needs: [] },
  dispatch: {
    title: { zh: '派单', en: 'Dispatch' },
    at: ['dispatch'],
    completes: 'dispatch',
    whose: 'step',
    needs: ['assignee'],
  },
  sign: { title: { zh: '签收', en: 'Sign for' }, at: ['sign'], completes: 'sign', whose: 'step', needs: [] },
  handle: {
    title: { zh: '处置完成', en: 'Handled' },
    at: ['handle'],
    completes: 'handle',
    whose: 'step',
    needs: [],
  },
  pass: {
    title: { zh: '核查通过', en: 'Check passed' },
    at: ['check'],
    completes: 'check',
    whose: 'step',
    needs: [],
  },
  close: { title: { zh: '结案', en: 'Close' }, at: ['close'], completes: 'close', whose: 'step', needs: [] },
  'false-alarm': { title: { zh: '误报', en: 'False alarm' }, at: all, whose: 'verifier', needs: ['note'] },
  return: { title: { zh: '退单', en: 'Return' }, at: ['sign', 'handle'], whose: 'step', needs: ['note'] },
  rework: { title: { zh: '返工', en: 'Rework' }, at: ['check', 'close'], whose: 'step', needs: ['note'] },
  reassign: {
    title: { zh: '改派', en: 'Reassign' },
    at: ['sign', 'handle'],
    whose: 'dispatcher',
    needs: ['assignee'],
  },
  note: { title: { zh: '备注', en: 'Add a note' }, at: all, whose: 'anybody', needs: ['note'] },
}

/** The actions in the order in which they are offered. */
export const actionNames = Object.keys(actions) as readonly ActionName[]
