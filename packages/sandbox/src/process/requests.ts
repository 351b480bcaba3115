/** Header of a request that loads a bundle; the body is its script. */
export interface LoadHeader {
  readonly plugin: string
  readonly memoryMb: number
  /** Milliseconds the script's top level may take. */
  readonly limit: number
}

/** Header of the question which paths are no functions; the body is the JSON array of paths, and of the missing ones in the reply. */
export interface MissingHeader {
  readonly plugin: string
}

/** Header of a batch; the body is the JSON array of items. */
export interface CallHeader {
  readonly plugin: string
  readonly path: string
  /** JSON array: one time for all items, or one per item. */
  readonly times: string
  /** Milliseconds the batch may take inside the isolate. */
  readonly limit: number
  /** After this many timeouts the rest of the batch is not tried. */
  readonly strikes: number
  /** Characters one item's result may have. */
  readonly outcome: number
}

/** Header of a batch's reply; the body is the JSON array of outcomes. */
export interface CallReport {
  /** Processor time inside the isolate, ms. */
  readonly used: string
  /** How often the time inside ran out. */
  readonly timeouts: number
}

/** Header of the first request to a kernel worker; the body is the kernel's script. */
export interface BootHeader {
  readonly heapMb: number
}

/** Header of every request about one partition. */
export interface PartitionHeader {
  readonly partition: string
}

/** Header of a step; the body is a batch of packed log records. */
export interface StepHeader extends PartitionHeader {
  readonly now: number | null
}
