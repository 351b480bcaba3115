import type { Effect } from '../effect.ts'
import { createFold } from '../fold/create-fold.ts'
import type { LogRecord, ObservationRecord, Program } from '../log.ts'
import type { Rule } from '../rule.ts'
import { hour, inOrder, minute, program, release, rule, said, second, source } from './records.ts'

/** Folds what is said from a start on, whatever its order here, and lets two days pass. */
export function folded(
  rules: readonly Rule[],
  records: readonly LogRecord[],
  { from = 0, tables = {} }: { readonly from?: number; readonly tables?: Partial<Program> } = {},
): Effect[] {
  const fold = createFold(null)
  const log = inOrder(source('up', from), release(from, program(rules, tables)), ...records)
  const last = Math.max(...log.map(({ stamp }) => stamp))
  return [...fold.step(log), ...fold.tick(last + 48 * hour)]
}

/** What effects ask for, when, in minutes or seconds: `assert hot of b1 at 4m`. */
export function told(effects: readonly Effect[]): string[] {
  return effects.map(({ op, rule: name, key, at }) => {
    const when = at % minute === 0 ? `${at / minute}m` : `${at / second}s`
    return `${op} ${name} of ${key} at ${when}`
  })
}

/** As `told`, by the clock of Shanghai: `assert hot of b1 at 02-28 22:00`. */
export function toldByClock(effects: readonly Effect[]): string[] {
  return effects.map(({ op, rule: name, key, at }) => {
    const local = new Date(at + 8 * hour).toISOString()
    return `${op} ${name} of ${key} at ${local.slice(5, 10)} ${local.slice(11, 16)}`
  })
}

/** The instant of a local time in Shanghai: `2026-02-28T22:00`. */
export function clock(local: string): number {
  return Date.parse(`${local}+08:00`)
}

/** A bay's temperature. */
export function warm(celsius: number, time: number, device = 'b1'): ObservationRecord {
  return said(device, 'temperature', celsius, time)
}

/** A bay that is taken or left. */
export function taken(occupied: boolean, time: number, device = 'b1'): ObservationRecord {
  return said(device, 'occupied', occupied, time)
}

/** A plate that a camera reads. */
export function seen(plate: string, time: number, confidence = 90): ObservationRecord {
  return said('c1', 'plate', { plate, confidence }, time)
}

/** A rule on a bay's temperature. */
export function onWarmth(more: Partial<Rule>): Rule {
  return rule({ id: 'hot', on: [{ device: 'bay', property: 'temperature' }], ...more })
}

/** A rule on plates that a camera reads. */
export function onPlates(more: Partial<Rule>): Rule {
  const { when: _, ...plain } = rule({ id: 'plates', on: [{ device: 'camera', event: 'plate' }] })
  return { ...plain, ...more }
}

/** An alert that shows what a name stands for when the rule fires. */
export function showing(name: string): Rule['do'] {
  return [{ alert: { title: { zh: '告警', en: 'alert' }, detail: { shown: { $: name } } } }]
}

/** What those alerts show. */
export function shown(effects: readonly Effect[]): unknown[] {
  return effects.map(({ action }) => ('alert' in action ? action.alert.detail?.shown : undefined))
}
