import type { FlowErrorCode, Refusal } from '@linli/flow'
import type { Text } from '@linli/kernel'

const statusOf: Partial<Record<FlowErrorCode, number>> = {
  'flow.ended': 409,
  'flow.not-now': 409,
  'flow.not-yours': 403,
}

/** The flow does not allow what somebody wanted to do; carries the flow's own code. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly code: FlowErrorCode
  readonly fault: Refusal['fault']
  readonly status: number
  readonly params: Readonly<Record<string, string | number>>
  readonly text: Text

  constructor({ code, fault, params, text }: Refusal) {
    super(text.en)
    this.code = code
    this.fault = fault
    this.status = statusOf[code] ?? 400
    this.params = params
    this.text = text
  }
}
