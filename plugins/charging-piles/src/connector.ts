import type { ConnectorStatus, ErrorCode } from './ocpp-words.ts'

interface Connector {
  readonly connector: string
  readonly status: ConnectorStatus
  readonly errorCode: ErrorCode
  readonly info: string
  /** ISO 8601, UTC. */
  readonly reportedAt: string
}

/** A connector as it was last reported; an older or repeated report changes nothing. */
export function connector(given: {
  readonly state: Connector | null
  readonly input: {
    readonly time: number
    readonly value: Pick<Connector, 'connector' | 'status' | 'errorCode' | 'info'>
  }
}): { readonly state: Connector; readonly at: number } | null {
  const { state, input } = given
  if (state !== null && Date.parse(state.reportedAt) > input.time) return null
  const { connector, status, errorCode, info } = input.value
  const reportedAt = new Date(input.time).toISOString()
  return { state: { connector, status, errorCode, info, reportedAt }, at: input.time }
}
