import path from 'node:path'
import { defineConfig } from 'vitest/config'

/** One configuration for all tests of the workspace; two workers, since that is what a small machine has. */
export default defineConfig({
  root: path.resolve(import.meta.dirname, '..'),
  // As in the studio's build: @rjsf/core's index imports a registry for its own tests, which wants ajv.
  resolve: {
    alias: { '@rjsf/validator-ajv8': path.resolve(import.meta.dirname, '../studio/src/forms/no-ajv.ts') },
  },
  test: {
    server: { deps: { inline: [/@rjsf/] } },
    include: [
      'packages/**/*.test.ts',
      'plugins/**/*.test.ts',
      'studio/**/*.test.{ts,tsx}',
      'test/**/*.test.ts',
      'examples/**/*.test.ts',
    ],
    exclude: ['**/node_modules/**', '**/dist/**', '.tools/**'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    teardownTimeout: 10_000,
  },
})
