import { actionNames, type NextAction } from '@linli/flow'
import { Type } from '@sinclair/typebox'
import { choice, defineShape, TextShape } from '../shape.ts'

/** The actions of the flow. */
export const Action = choice(actionNames)

/** A legal next action with the fields it takes. */
export const StepShape = defineShape(
  'NextAction',
  Type.Object({
    action: Action,
    title: TextShape.ref,
    primary: Type.Boolean({ description: 'The one that moves it on; at most one.' }),
    fields: Type.Array(
      Type.Object({
        field: choice(['note', 'photo', 'grade', 'assignee', 'form']),
        required: Type.Boolean(),
        role: Type.Optional(Type.String({ description: 'For `assignee`: who is meant to get it.' })),
        form: Type.Optional(Type.String({ description: 'For `form`: which form of the installation.' })),
      }),
    ),
  }),
)

/** Actions as the API writes them. */
export function toSteps(actions: readonly NextAction[]) {
  return actions.map((action) => ({ ...action, fields: action.fields.map((field) => ({ ...field })) }))
}
