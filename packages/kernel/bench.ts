import { benchBusyKey } from './bench/busy.ts'
import { benchCheckpoints } from './bench/checkpoints.ts'
import { benchConditions } from './bench/conditions.ts'
import { benchFolding } from './bench/folding.ts'
import { benchInstalled } from './bench/installed.ts'

/**
 * What the kernel costs on this machine, in process; `npm run bench:kernel` adds the sandbox. Ratios matter, not the
 * absolute figures. Usage: node packages/kernel/bench.ts [observations]
 */
export function benchKernel(count: number): void {
  benchConditions(count)
  benchFolding(count)
  benchInstalled(count)
  benchBusyKey(Math.min(count, 50_000))
  benchCheckpoints(count)
}

if (import.meta.main) benchKernel(Number(process.argv[2] ?? 200_000))
