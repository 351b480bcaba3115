import type { CommandAnswer, SourceStatus } from '../source.ts'
import type { Tally } from '../tally.ts'
import type { Route } from './route-table.ts'

/** The MQTT side of the sources, embedded broker or external one. */
export interface MqttTransport extends AsyncDisposable {
  /** Replaces the routes; messages already accepted are not affected. */
  update(routes: readonly Route[]): Promise<void>
  /** At most once: never retained, never queued for somebody absent. */
  publish(topic: string, payload: string): Promise<CommandAnswer>
  /** `later`: what of it was refused after it was taken. */
  status(source: string, later?: Tally): SourceStatus
  traffic(): MqttTraffic
}

/** Traffic that belongs to no source. */
export interface MqttTraffic {
  /** Clients of the embedded broker; of an external one 1 while connected, else 0. */
  readonly connections: number
  /** Messages no route takes: acknowledged and passed on, not kept. */
  readonly unroutable: number
  /** Connections and messages turned away by a guard or for want of a right. */
  readonly refused: number
  readonly lastError: SourceStatus['lastError']
  readonly knocks: SourceStatus['knocks']
}
