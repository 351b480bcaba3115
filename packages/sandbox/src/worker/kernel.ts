import type { Isolate, Reference } from 'isolated-vm'
import { ask, type Frame } from '../process/frame.ts'
import type { BootHeader, PartitionHeader, StepHeader } from '../process/requests.ts'
import { type Handler, type IsolatedVm, refused } from './worker.ts'

interface Kernel {
  readonly isolate: Isolate
  readonly members: Readonly<Record<'open' | 'step' | 'save' | 'close', Reference>>
  readonly limitBytes: number
}

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
      if (kernel === null) return refused('kernel.not-open', '')
      return { ok: true, header: '', body: serve(kernel, frame) }
    } catch (error) {
      // The heap burst: what the folds knew is gone, so the process goes too and the host opens them again.
      if (kernel?.isolate.isDisposed) process.exit(4)
      const text = error instanceof Error ? error.message : String(error)
      return /^kernel\.[a-z-]+$/.test(text)
        ? refused(text, '')
        : refused('kernel.failed', text.slice(0, 1000))
    }
  }
}

function serve(kernel: Kernel, frame: Frame): string {
  const { members } = kernel
  const { partition } = JSON.parse(frame.header) as PartitionHeader
  switch (frame.kind) {
    case ask.open:
      return members.open.applySync(undefined, [partition, frame.body === '' ? null : frame.body]) as string
    case ask.step:
      return members.step.applySync(undefined, [
        partition,
        frame.body,
        (JSON.parse(frame.header) as StepHeader).now,
      ]) as string
    case ask.save:
      return members.save.applySync(undefined, [partition]) as string
    default:
      return members.close.applySync(undefined, [partition]) as string
  }
}

function boot(ivm: IsolatedVm, script: string, heapMb: number): Kernel {
  const isolate = new ivm.Isolate({ memoryLimit: heapMb })
  const context = isolate.createContextSync()
  const folds = context.evalSync(script, { reference: true, filename: 'kernel.js' }) as Reference
  const member = (name: string) => folds.getSync(name, { reference: true }) as Reference
  return {
    isolate,
    members: { open: member('open'), step: member('step'), save: member('save'), close: member('close') },
    limitBytes: heapMb * 1024 * 1024,
  }
}
