import { installConsole } from './console.ts'
import { installEnvironment, type Moment } from './environment.ts'
import { installGlobals } from './globals.ts'
import { createRunner, type GuestRunner } from './run.ts'

/** Prepares a fresh context and returns what only the worker may hold. */
export function install(): GuestRunner {
  const moment: Moment = { now: 0, random: null, seed: () => '' }
  installEnvironment(moment)
  installGlobals()
  return createRunner(moment, installConsole())
}
