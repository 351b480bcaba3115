import { KernelError } from '../errors.ts'
import type { CompiledProgram } from '../program/compiled-program.ts'
import type { CompiledRule } from '../program/compiled-rule.ts'

/** Why a rule is looked at no more, until the next release. */
export interface Suspension {
  /** Event time from which on it is not. */
  readonly at: number
  readonly reason: string
}

/** A suspension as a checkpoint holds it. */
export type SavedSuspension = readonly [rule: string, at: number, reason: string]

/** The rules of the program in force that are suspended. */
export interface Suspensions {
  readonly size: number
  has(rule: CompiledRule): boolean
  /** Suspends a rule; false where it is already. */
  add(rule: CompiledRule, one: Suspension): boolean
  /** A release begins: everything is looked at again. */
  clear(): void
  save(): SavedSuspension[]
  restore(saved: readonly SavedSuspension[], program: CompiledProgram | null): void
}

/** No rule is suspended. */
export function createSuspensions(): Suspensions {
  const all = new Map<CompiledRule, Suspension>()
  return {
    get size() {
      return all.size
    },
    has: (rule) => all.has(rule),
    add(rule, one) {
      if (all.has(rule)) return false
      all.set(rule, one)
      return true
    },
    clear: () => all.clear(),
    save: () => [...all].map(([{ id }, { at, reason }]) => [id, at, reason]),
    restore(saved, program) {
      for (const [id, at, reason] of saved) {
        const rule = program?.rules.get(id)
        if (rule) all.set(rule, { at, reason })
      }
    },
  }
}

/** What an error says to whoever has to do something about it. */
export function reasonOf(error: unknown): string {
  if (error instanceof KernelError) return `${error.code}: ${error.message}`
  return String(error instanceof Error ? error.message : error).slice(0, 500)
}
