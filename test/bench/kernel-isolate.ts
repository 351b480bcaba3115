import { createRequire } from 'node:module'
import type { LogRecord, ObservationRecord, Program } from '@linli/kernel'
import { createKernelHost } from '@linli/sandbox'
import { conditionsOnly, engines } from '../../packages/kernel/bench/interpreted.ts'
import { best, heading, line, time } from '../../packages/kernel/bench/measure.ts'
import {
  allMatch,
  observations,
  program,
  second,
  someEarly,
  typical,
} from '../../packages/kernel/bench/scene.ts'
import { loadKernelScript } from '../../packages/sandbox/src/artifacts/artifacts.ts'
import { columnsLength } from '../../packages/sandbox/src/records/layout.ts'
import { packRecords } from '../../packages/sandbox/src/records/pack.ts'
import { createUnpacker } from '../../packages/sandbox/src/records/unpack.ts'
import type { IsolatedVm } from '../../packages/sandbox/src/worker/worker.ts'

const require = createRequire(new URL('../../packages/sandbox/package.json', import.meta.url))
const ivm = require('isolated-vm') as IsolatedVm

/** What the bench needs of a reference into the isolate. */
interface Reference {
  getSync(name: string, options: { readonly reference: true }): Reference
  applySync(receiver: undefined, values: readonly unknown[]): unknown
}

/** The fold in the isolate, with packing and unpacking, beside json-logic-js without any sandbox. */
export async function benchIsolate(count: number): Promise<void> {
  const script = await loadKernelScript()
  const late = observations({ count, lateShare: 0.05 })
  for (const [name, rules] of Object.entries({ typical, 'all 10 match': allMatch })) {
    heading(
      `In the isolate, packing included: 10 rules, ${name}, 5 % late (× json-logic-js, conditions alone, no sandbox)`,
    )
    const { ns, evaluations } = conditionsOnly(engines['json-logic-js'], rules, late)
    line('json-logic-js: the conditions alone', ns, ns, `${evaluations.toFixed(1)} rules an observation`)
    for (const [kind, chosen] of Object.entries({
      'held back 60 s': rules,
      '3 of 10 early': someEarly(rules),
    }))
      for (const batch of [100, 1_000]) {
        const taken = inIsolate(script, program(chosen), late, batch)
        line(`${kind}, batch ${batch}`, taken, ns, `${(taken / evaluations).toFixed(0)} ns a matching rule`)
      }
  }
  benchPacking(late)
  await benchHost(late)
}

function opening(one: Program): LogRecord[] {
  return [
    { type: 'source', stamp: 0, source: 's', state: 'up', lateness: 60 * second },
    { type: 'release', stamp: 0, installation: 'i', program: one },
  ]
}

function inIsolate(
  script: string,
  one: Program,
  records: readonly ObservationRecord[],
  batch: number,
): number {
  const isolate = new ivm.Isolate({ memoryLimit: 512 })
  const folds = isolate.createContextSync().evalSync(script, { reference: true }) as unknown as Reference
  const member = (name: string) => folds.getSync(name, { reference: true })
  const [open, step] = [member('open'), member('step')]
  const send = (some: readonly LogRecord[], now: number | null) => {
    const bytes = packRecords(some)
    const end = columnsLength(some.filter(({ type }) => type === 'observation').length)
    const columns = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + end) as ArrayBuffer
    const moved = new ivm.ExternalCopy(columns, { transferOut: true })
    const text = Buffer.from(bytes.buffer, bytes.byteOffset + end, bytes.length - end).toString('utf8')
    return step.applySync(undefined, [
      'a',
      moved.copyInto({ release: true, transferIn: true }),
      text,
      now,
    ]) as string
  }
  const fold = () => {
    open.applySync(undefined, ['a', null])
    send(opening(one), null)
    return time(records.length, () => {
      for (let at = 0; at < records.length; at += batch) send(records.slice(at, at + batch), null)
      send([], (records.at(-1)?.stamp ?? 0) + 3_600 * second)
    })
  }
  // The first round pays for the compiler: a worker lives long.
  const ns = best(fold, 4)
  isolate.dispose()
  return ns
}

/** Packed columns and JSON, there and back, in batches of 1,000. */
function benchPacking(records: readonly ObservationRecord[]): void {
  heading('Records there and back, batches of 1,000 (× JSON)')
  const { unpack } = createUnpacker((reason) => new Error(reason))
  const each = (carry: (some: readonly ObservationRecord[]) => unknown) =>
    best(() =>
      time(records.length, () => {
        for (let at = 0; at < records.length; at += 1_000) carry(records.slice(at, at + 1_000))
      }),
    )
  const some = records.slice(0, 1_000)
  const json = each((part) => JSON.parse(Buffer.from(JSON.stringify(part)).toString('utf8')))
  line('JSON', json, json, `${(JSON.stringify(some).length / some.length).toFixed(0)} B a record`)
  const packed = each((part) => {
    const bytes = packRecords(part)
    const end = columnsLength(part.length)
    return unpack(
      bytes.buffer.slice(0, end) as ArrayBuffer,
      Buffer.from(bytes.subarray(end)).toString('utf8'),
    )
  })
  line('packed columns', packed, json, `${(packRecords(some).length / some.length).toFixed(0)} B a record`)
}

/** The whole way: packed, over the pipe, folded in the worker's isolate; four batches on their way. By the clock. */
async function benchHost(records: readonly ObservationRecord[]): Promise<void> {
  heading('Through the kernel worker, by the clock: 10 rules, typical, batch 1,000')
  await using host = await createKernelHost()
  let least = Infinity
  for (let round = 0; round < 3; round++) {
    await host.open('a', null)
    await host.step('a', opening(program(typical)), null)
    const from = performance.now()
    const onTheWay: Promise<unknown>[] = []
    for (let at = 0; at < records.length; at += 1_000) {
      onTheWay.push(host.step('a', records.slice(at, at + 1_000), null))
      if (onTheWay.length >= 4) await onTheWay.shift()
    }
    await Promise.all(onTheWay)
    least = Math.min(least, ((performance.now() - from) * 1e6) / records.length)
  }
  line('kernel host', least, null)
}
