import type { LogRecord, Program } from '@linli/kernel'

/**
 * Rewrites a log so that from `from` on an installation runs `program` and none of its own releases; where it was
 * not in use it stays so. Call with the records in order.
 */
export function replaceProgram(
  installation: string,
  program: Program,
  from: number,
): (records: readonly LogRecord[]) => LogRecord[] {
  let runs = false
  let replaced = false
  const release = (stamp: number): LogRecord => {
    replaced = true
    return { type: 'release', stamp, installation, program }
  }
  const rewrite = (record: LogRecord): LogRecord[] => {
    const begins = runs && !replaced && record.stamp >= from ? [release(from)] : []
    if (record.type !== 'release' || record.installation !== installation) return [...begins, record]
    runs = record.program !== null
    if (record.stamp < from) return [record]
    if (record.program === null) {
      replaced = false
      return [...begins, record]
    }
    return replaced ? begins : [release(record.stamp)]
  }
  return (records) => records.flatMap(rewrite)
}
