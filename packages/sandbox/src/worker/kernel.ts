import type { Isolate, Reference } from 'isolated-vm'
import { ask, type Frame } from '../process/frame.ts'
import type { BootHeader, StepHeader } from '../process/requests.ts'
import { columnsLength } from '../records/layout.ts'
import { type Answer, type Handler, type IsolatedVm, refused } from './worker.ts'

interface Kernel {
  readonly isolate: Isolate
  readonly members: Readonly<
    Record<'open' | 'recall' | 'step' | 'save' | 'outline' | 'close' | 'collect', Reference>
  >
}

/** Above this share of the heap nothing more is taken in, so that it never bursts. */
const fullShare = 0.8

/** Serves our own kernel: one isolate with a sized heap that holds the folds of many partitions. */
export function createKernelWorker(ivm: IsolatedVm): Handler {
  let kernel: Kernel | null = null
  return (frame) => {
    try {
      if (frame.kind === ask.boot) {
        const { heapMb } = JSON.parse(frame.header) as BootHeader
        kernel = boot(ivm, frame.body, heapMb)
        return { ok: true, header: '', body: '' }
      }
      return kernel === null ? refused('kernel.not-open', '{}') : serve(ivm, kernel, frame)
    } catch (error) {
      // The heap burst: what the folds knew is gone, so the process goes too and the host opens them again.
      if (kernel?.isolate.isDisposed) process.exit(4)
      return refusalOf(error)
    }
  }
}

function serve(ivm: IsolatedVm, kernel: Kernel, frame: Frame): Answer {
  const { members } = kernel
  const { partition, now } = JSON.parse(frame.header) as StepHeader
  const enter = (member: Reference, ...rest: unknown[]): Answer => {
    const body = member.applySync(undefined, [partition, ...rest]) as string
    return { ok: true, header: String(heapUsed(kernel)), body }
  }
  switch (frame.kind) {
    case ask.open:
      if (isFull(kernel)) return refused('kernel.full', '{}')
      return enter(members.open, frame.body === '' ? null : frame.body)
    case ask.step:
      if (isFull(kernel)) return refused('kernel.full', '{}')
      return enter(members.step, ...batchOf(ivm, frame.bytes ?? nothing), now)
    case ask.recall:
      if (isFull(kernel)) return refused('kernel.full', '{}')
      return enter(members.recall, ...batchOf(ivm, frame.bytes ?? nothing))
    case ask.save:
      return enter(members.save)
    case ask.outline:
      return enter(members.outline)
    default:
      return enter(members.close)
  }
}

const nothing = new Uint8Array()

/** The columns of a batch, moved into the isolate, and its text. */
function batchOf(ivm: IsolatedVm, bytes: Uint8Array): [columns: unknown, text: string] {
  const count = bytes.length < 8 ? 0 : Buffer.from(bytes.buffer, bytes.byteOffset).readUInt32LE(4)
  const end = Math.min(bytes.length, columnsLength(count))
  const columns = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + end) as ArrayBuffer
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + end, bytes.length - end).toString('utf8')
  const moved = new ivm.ExternalCopy(columns, { transferOut: true })
  return [moved.copyInto({ release: true, transferIn: true }), text]
}

/** Much of a used heap can be garbage: it counts only after a collection. */
function isFull(kernel: Kernel): boolean {
  const { heap_size_limit: limit } = kernel.isolate.getHeapStatisticsSync()
  if (heapUsed(kernel) < limit * fullShare) return false
  kernel.members.collect.applySync(undefined, [])
  return heapUsed(kernel) >= limit * fullShare
}

function heapUsed({ isolate }: Kernel): number {
  const statistics = isolate.getHeapStatisticsSync()
  return statistics.used_heap_size + statistics.externally_allocated_size
}

function boot(ivm: IsolatedVm, script: string, heapMb: number): Kernel {
  const isolate = new ivm.Isolate({ memoryLimit: heapMb })
  const context = isolate.createContextSync()
  const folds = context.evalSync(script, { reference: true, filename: 'kernel.js' }) as Reference
  const member = (name: string) => folds.getSync(name, { reference: true }) as Reference
  return {
    isolate,
    members: {
      open: member('open'),
      recall: member('recall'),
      step: member('step'),
      save: member('save'),
      outline: member('outline'),
      close: member('close'),
      collect: member('collect'),
    },
  }
}

/** `linli:{"code":…,"params":…}` is an error of a table; anything else is the kernel's own fault. */
function refusalOf(error: unknown): Answer {
  const text = error instanceof Error ? error.message : String(error)
  if (!text.startsWith('linli:'))
    return refused('kernel.failed', JSON.stringify({ detail: text.slice(0, 1000) }))
  const { code, params } = JSON.parse(text.slice(6)) as { code: string; params: object }
  return refused(code, JSON.stringify(params))
}
