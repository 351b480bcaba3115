import { readFileSync } from 'node:fs'

/** What Linux tells about a process; null on other systems or when it is gone. */

/** The process at the end of a launcher's chain (`bwrap` → its init → node). */
export function innermostProcess(pid: number): number {
  const children = read(`/proc/${pid}/task/${pid}/children`)
  const first = Number(children?.trim().split(' ')[0])
  return Number.isInteger(first) && first > 0 ? innermostProcess(first) : pid
}

/** Milliseconds its main thread has been on a processor. */
export function processorTimeOf(pid: number): number | null {
  const text = read(`/proc/${pid}/schedstat`)
  const nanoseconds = Number(text?.split(' ')[0])
  return text === null || Number.isNaN(nanoseconds) ? null : nanoseconds / 1e6
}

/** Resident memory, bytes. */
export function memoryOf(pid: number): number | null {
  const pages = Number(read(`/proc/${pid}/statm`)?.split(' ')[1])
  return Number.isNaN(pages) ? null : pages * 4096
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}
