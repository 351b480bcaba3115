import type { Fold, LogRecord } from '@linli/kernel'

/** Folds by partition, entered with strings. Throws an error whose message is a code of this package. */
export interface Folds {
  open(partition: string, checkpoint: string | null): string
  step(partition: string, records: string, now: number | null): string
  save(partition: string): string
  close(partition: string): string
}

/** Holds the folds of one kernel worker. Runs inside the isolate. */
export function createFolds(createFold: (checkpoint: string | null) => Fold): Folds {
  const folds = new Map<string, Fold>()
  const find = (partition: string): Fold => {
    const fold = folds.get(partition)
    if (fold === undefined) throw new RangeError('kernel.not-open')
    return fold
  }
  return {
    open(partition, checkpoint) {
      folds.delete(partition)
      folds.set(partition, createFold(checkpoint))
      return ''
    },
    step(partition, records, now) {
      const fold = find(partition)
      const effects = fold.step(JSON.parse(records) as LogRecord[])
      if (now !== null) for (const effect of fold.tick(now)) effects.push(effect)
      return JSON.stringify(effects)
    },
    save: (partition) => find(partition).save(),
    close(partition) {
      folds.delete(partition)
      return ''
    },
  }
}
