/** A registered charge point. */
export interface KnownChargePoint {
  readonly source: string
  readonly community: string
  /** `hashSecret` of its basic-auth password; null where it has none. */
  readonly passwordHash: string | null
}

/** Who may connect. */
export interface ChargePoints {
  find(id: string): Promise<KnownChargePoint | null>
}

/** A StartTransaction; `identity` is the same whenever the same one is sent again. */
export interface TransactionStart {
  readonly community: string
  readonly source: string
  readonly station: string
  readonly identity: string
  readonly connector: number
  readonly idTag: string
  readonly meterStart: number
  /** As the station wrote it, ISO 8601. */
  readonly timestamp: string
}

/** Gives transactions their numbers. */
export interface Transactions {
  /** The number of this transaction: the same one for the same station and identity, for ever. A 32-bit positive integer. */
  open(start: TransactionStart): Promise<number>
}

/** What a card or account may do. */
export type IdTagStatus = 'accepted' | 'blocked' | 'expired' | 'invalid' | 'concurrentTx'

/** Decides about cards. */
export interface IdTags {
  /** `transaction` is the one that is being started or stopped: it does not count as a concurrent one. */
  check(community: string, idTag: string, transaction: number | null): Promise<IdTagStatus>
}

/** What the central system asks the rest of the server. */
export interface OcppSuppliers {
  readonly chargePoints: ChargePoints
  readonly transactions: Transactions
  readonly idTags: IdTags
}
