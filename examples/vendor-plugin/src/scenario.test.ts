import { goldenTests } from '@linli/sdk/testing'
import { test } from 'vitest'
import scenario from './index.ts'

goldenTests(test, scenario, new URL('../golden/', import.meta.url))
