/** Whose mistake it is: decides HTTP status, retry and log level. */
export type Fault = 'caller' | 'plugin' | 'device' | 'platform'

/** A row of a table of errors. */
export interface ErrorSpec {
  readonly fault: Fault
  /** HTTP status where the fault's own (caller 400, plugin 502, device 422, platform 500) does not fit. */
  readonly status?: number
  /** `{name}` stands for a parameter. Both languages name the culprit and the way out. */
  readonly zh: string
  readonly en: string
}
