import { benchKernel } from '../../packages/kernel/bench.ts'
import { benchIsolate } from './kernel-isolate.ts'

/** `npm run bench:kernel [observations]`: what rules cost, in process and in the sandbox, beside other engines. */
const count = Number(process.argv[2] ?? 200_000)
await benchIsolate(count)
benchKernel(count)
