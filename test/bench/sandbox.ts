import { benchMessagePath } from '../../packages/runtime/bench/message-path.ts'
import { benchSandbox } from '../../packages/sandbox/bench.ts'

/** `npm run bench:sandbox [seconds per figure] [messages]`: what foreign code costs, alone and on the way of a message. */
await benchSandbox(Number(process.argv[2] ?? 1), 10_000)
await benchMessagePath(Number(process.argv[3] ?? 20_000))
