import { reply } from '../process/frame.ts'
import { createCollector } from './collect.ts'
import { createKernelWorker } from './kernel.ts'
import { createPipe } from './pipe.ts'
import { runSelfTest } from './self-test.ts'
import { createVendorWorker } from './vendor.ts'
import type { IsolatedVm } from './worker.ts'

/** The guest's script as text, put here by the build. */
declare const GUEST_SCRIPT: string

const [mode, addon, hostPid, probePort] = process.argv.slice(-4)

async function main(): Promise<void> {
  const results = await runSelfTest(Number(hostPid), Number(probePort))
  for (const name of Object.keys(process.env)) delete process.env[name]
  // Whatever the machine's zone is, guests see UTC: the same answer everywhere.
  process.env.TZ = 'UTC'
  const holder = { exports: {} as { ivm: IsolatedVm } }
  process.dlopen(holder, addon as string)
  const { ivm } = holder.exports
  const pipe = createPipe()
  const patience = (id: number) => pipe.send({ id, kind: reply.patience, header: '', body: '' })
  const handle = mode === 'kernel' ? createKernelWorker(ivm) : createVendorWorker(ivm, GUEST_SCRIPT, patience)
  const collected = createCollector()
  pipe.send({ id: 0, kind: reply.done, header: '', body: JSON.stringify(results) })
  pipe.serve((frame) => {
    const answer = handle(frame)
    if (answer.ok) pipe.send({ id: frame.id, kind: reply.done, header: answer.header, body: answer.body })
    else pipe.send({ id: frame.id, kind: reply.failed, header: answer.code, body: answer.detail })
    collected(answer.ok ? answer.body.length : 0)
  })
}

void main()
