import { kernelError } from '../errors.ts'
import type { Budget } from './closure.ts'

/** How much one evaluation may do. */
export const runBounds = { steps: 1_000_000, iterations: 50_000, size: 200_000 } as const

/** A budget with the limits of `runBounds`. */
export function createBudget(): Budget {
  let steps = 0
  let iterations = 0
  let size = 0
  return {
    reset() {
      steps = 0
      iterations = 0
      size = 0
    },
    iterate(nodes) {
      steps += nodes
      iterations += 1
      if (steps > runBounds.steps) throw kernelError('kernel.too-many-steps', { limit: runBounds.steps })
      if (iterations > runBounds.iterations)
        throw kernelError('kernel.too-many-iterations', { limit: runBounds.iterations })
    },
    build(amount) {
      size += amount
      if (size > runBounds.size) throw kernelError('kernel.result-too-large', { limit: runBounds.size })
    },
  }
}
