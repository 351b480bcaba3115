import { createFold } from '@linli/kernel'
import { createFolds, type Folds } from './folds.ts'

/** What the kernel worker may call in its isolate. */
export function install(): Folds {
  return createFolds(createFold)
}
