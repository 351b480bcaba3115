/** What a source hands over: bytes as they came, and where they came from. Nothing is parsed before it is on disk. */
export interface Arrival {
  /** The community the source belongs to: the partition. */
  readonly community: string
  readonly source: string
  /** MQTT topic, HTTP path, OCPP action: what the dialect needs to read the body. */
  readonly channel: string
  /** The sender's address where the transport proves it (charge point id, client id), or null. */
  readonly address: string | null
  /** Small facts of the transport a codec may need: content type, message id. Never credentials. */
  readonly meta: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

/** A control record (release, source up or down, reference data): journalled like a message. */
export interface Control {
  readonly community: string
  readonly control: string
  readonly body: Uint8Array
}

/** What is appended: a message or a control record. */
export type JournalInput = ({ readonly type: 'message' } & Arrival) | ({ readonly type: 'control' } & Control)

export type JournalEntry = { readonly position: number; readonly stamp: number } & JournalInput

export interface Receipt {
  /** Consecutive, from 1. */
  readonly position: number
  /** Arrival time, ms since 1970; never less than the one before. */
  readonly stamp: number
}

/** The log everything stands on. Appends are group-committed: the promise resolves after fdatasync. */
export interface Journal extends AsyncDisposable {
  append(
    entry: ({ readonly type: 'message' } & Arrival) | ({ readonly type: 'control' } & Control),
  ): Promise<Receipt>
  /**
   * Entries after a position, in order, at most `limit`. Where there is none yet, waits for one until `signal` aborts,
   * then gives none; with a signal that is aborted already it gives what is there.
   */
  read(after: number, limit: number, signal: AbortSignal): Promise<readonly JournalEntry[]>
  /** The present time, if nothing was appended after `position`: every later stamp is at least it. Else null. */
  fence(position: number): number | null
  /** Everything up to `position` is stored elsewhere: segments wholly behind it may go. */
  release(position: number): Promise<void>
  /** Last position on disk; 0 where nothing was ever appended. */
  readonly head: number
  /** First position that can still be read: one more than `head` where there is none. */
  readonly tail: number
}
