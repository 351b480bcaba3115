import type { Isolate, Reference } from 'isolated-vm'
import { ask, type Frame } from '../process/frame.ts'
import type { BootHeader, PartitionHeader, StepHeader } from '../process/requests.ts'
import type { Pipe } from './pipe.ts'
import { answer, type IsolatedVm, refuse } from './worker.ts'

interface Kernel {
  readonly isolate: Isolate
  readonly members: Readonly<Record<'open' | 'step' | 'save' | 'close', Reference>>
  readonly limitBytes: number
}

/** Serves our own kernel: one isolate with a sized heap that holds the folds of many partitions. */
export function createKernelWorker(ivm: IsolatedVm, pipe: Pipe): (frame: Frame) => void {
  let kernel: Kernel | null = null

  function handle(frame: Frame): string {
    if (frame.kind === ask.boot) {
      const header = JSON.parse(frame.header) as BootHeader
      kernel = boot(ivm, frame.body, header.heapMb)
      return ''
    }
    if (kernel === null) return 'kernel.not-open'
    return serve(kernel, frame)
  }

  return (frame) => {
    try {
      answer(pipe, frame.id, handle(frame))
    } catch (error) {
      if (kernel?.isolate.isDisposed) process.exit(4)
      const text = error instanceof Error ? error.message : 'unknown'
      const code = /^kernel\.[a-z-]+$/.test(text) ? text : 'kernel.failed'
      refuse(pipe, frame.id, code, code === text ? '' : text.slice(0, 1000))
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
