import type { CommandAnswer, OutgoingCommand } from '../source.ts'

/** Where the answer to a request gets its command from. */
export interface HttpCommands {
  /**
   * Waits until the pipeline has settled `position` and gives the command that this very message led to, at most
   * once, already recorded as sent; null where there is none or `signal` aborts first.
   */
  claim(
    source: string,
    position: number,
    address: string,
    command: string,
    signal: AbortSignal,
  ): Promise<OutgoingCommand | null>
  /** What became of a granted command: the answer went out, or the sender was gone. */
  answered(command: OutgoingCommand, answer: CommandAnswer): void
}
