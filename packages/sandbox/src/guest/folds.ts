import type { Fold } from '@linli/kernel'
import { createUnpacker } from '../records/unpack.ts'

/** Folds by partition, entered with texts and packed records. */
export interface Folds {
  /** Gives how many observations the fold wants recalled. */
  open(partition: string, checkpoint: string | null): string
  recall(partition: string, columns: ArrayBuffer, text: string): string
  step(partition: string, columns: ArrayBuffer, text: string, now: number | null): string
  save(partition: string): string
  outline(partition: string): string
  close(partition: string): string
  /** Returns garbage at once, so that what is left is what the folds hold. */
  collect(): void
}

/**
 * Holds the folds of one kernel worker. Runs inside the isolate. What it throws has a message of the form
 * `linli:{"code":…,"params":{…}}` where a code is known.
 */
export function createFolds(createFold: (checkpoint: string | null) => Fold): Folds {
  const folds = new Map<string, Fold>()
  const { unpack } = createUnpacker((reason) => new RangeError(coded('kernel.bad-batch', { reason })))
  const find = (partition: string): Fold => {
    const fold = folds.get(partition)
    if (fold === undefined) throw new RangeError(coded('kernel.not-open', { partition }))
    return fold
  }
  return {
    open: withCodes((partition: string, checkpoint: string | null) => {
      folds.delete(partition)
      const fold = createFold(checkpoint)
      folds.set(partition, fold)
      return String(fold.wanted)
    }),
    recall: withCodes((partition: string, columns: ArrayBuffer, text: string) => {
      find(partition).recall(unpack(columns, text).filter((record) => record.type === 'observation'))
      return ''
    }),
    step: withCodes((partition: string, columns: ArrayBuffer, text: string, now: number | null) => {
      const fold = find(partition)
      const effects = fold.step(unpack(columns, text))
      if (now !== null) for (const effect of fold.tick(now)) effects.push(effect)
      return effects.length === 0 ? '[]' : JSON.stringify(effects)
    }),
    save: withCodes((partition: string) => find(partition).save()),
    outline: withCodes((partition: string) => find(partition).outline()),
    close(partition) {
      folds.delete(partition)
      return ''
    },
    collect() {
      ;(globalThis as { gc?: () => void }).gc?.()
    },
  }
}

/** Errors of the kernel's table leave the isolate with code and parameters. */
function withCodes<Inputs extends unknown[]>(
  act: (...inputs: Inputs) => string,
): (...inputs: Inputs) => string {
  return (...inputs) => {
    try {
      return act(...inputs)
    } catch (error) {
      const { code, params } = error as { code?: unknown; params?: unknown }
      if (typeof code !== 'string') throw error
      throw new RangeError(coded(code, params))
    }
  }
}

function coded(code: string, params: unknown): string {
  return `linli:${JSON.stringify({ code, params: params ?? {} })}`
}
