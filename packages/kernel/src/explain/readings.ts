import { type Pane, shown, windowValue } from '../fold/panes.ts'
import type { ObservationRecord } from '../log.ts'
import { follow } from '../logic/path.ts'
import { type Reference, resolveReference } from '../program/reference.ts'
import type { CompiledWindow } from '../program/windows.ts'
import type { Json } from '../rule.ts'
import type { Scope } from './condition.ts'
import type { Reading, Said, WindowContents } from './explanation.ts'

/** What each name stood for. */
export function readingsOf(scope: Scope, names: readonly string[]): Reading[] {
  const { rule } = scope.sight.view.rule
  const { program } = scope.standpoint.compiled
  return [...new Set(names)].map((name) => readingOf(scope, name, resolveReference(name, rule, program)))
}

function readingOf(scope: Scope, name: string, reference: Reference): Reading {
  const plain = { name, said: null, away: null, staleFrom: null }
  switch (reference.kind) {
    case 'setting':
      return { ...plain, kind: 'setting', ...known(follow(reference.value, reference.steps)) }
    case 'window': {
      const window = windowsOf(scope).find((one) => one.name === name)
      return { ...plain, kind: 'window', ...known(window?.value ?? undefined) }
    }
    case 'event':
    case 'form': {
      const { moment } = scope
      const isForm = moment?.model.includes('/form:') === true
      const fits = moment?.kind === 'event' && isForm === (reference.kind === 'form')
      const value = fits ? follow(moment.value, reference.steps) : undefined
      const said = fits ? toSaid(moment) : null
      return { ...plain, kind: reference.kind, ...known(value), said }
    }
    case 'property':
      return propertyOf(scope, name, reference)
    case 'ambiguous':
    case 'unknown':
      return { ...plain, kind: 'unknown', ...known(undefined) }
  }
}

function known(value: Json | undefined): Pick<Reading, 'state' | 'value'> {
  return value === undefined ? { state: 'absent', value: null } : { state: 'known', value }
}

function propertyOf(
  scope: Scope,
  name: string,
  { model, property, shape, steps }: Extract<Reference, { readonly kind: 'property' }>,
): Reading {
  const { at, sources } = scope.standpoint
  const report = reportOf(scope, model, property)
  const value = report && follow(report.value, steps)
  const plain = { name, kind: 'property' } as const
  if (report === undefined || value === undefined)
    return { ...plain, state: 'absent', value: null, said: null, away: null, staleFrom: null }
  const { freshFor } = shape
  const staleFrom = freshFor === undefined ? null : report.time + freshFor + 1
  return {
    ...plain,
    state: staleFrom !== null && at >= staleFrom ? 'stale' : 'known',
    value,
    said: toSaid(report),
    away: sources.awaySince(report.source, at),
    staleFrom,
  }
}

/** The report that a property's value is taken from. */
export function reportOf(
  { standpoint, sight: { view, facts } }: Scope,
  model: string,
  property: string,
): ObservationRecord | undefined {
  const full = `${standpoint.compiled.program.plugin}/${model}`
  const { circle } = view.rule
  if (circle === 'device' && 'model' in facts && facts.model !== full) return undefined
  const slot = standpoint.slots.find(full, 'property', property)
  return slot && facts.latest[circle === 'device' ? slot.own : slot.shared]
}

/** An observation as explanations show it. */
export function toSaid(one: ObservationRecord): Said {
  const { id, device, model, source, kind, name, value, time, stamp } = one
  return { observation: id, device, model, source, kind, name, value, at: time, arrived: stamp }
}

/** The contents of the rule's windows. */
export function windowsOf({ standpoint, sight: { view } }: Scope): WindowContents[] {
  const { at, episode } = standpoint
  return view.rule.windows.map((window, index) =>
    contentsOf(window, episode?.memory.windows?.[index] ?? [], at),
  )
}

function contentsOf(window: CompiledWindow, panes: readonly Pane[], at: number): WindowContents {
  const seen = shown(window, panes, at)
  const { name, of, fn, pane, panes: length, tumbling } = window
  const last = Math.floor(at / pane) - (tumbling ? 1 : 0)
  return {
    name,
    of,
    fn,
    from: (last - length + 1) * pane,
    to: (last + 1) * pane,
    value: windowValue(window, panes, at) ?? null,
    count: seen.reduce((sum, one) => sum + one.count, 0),
    sum: seen.reduce((sum, one) => sum + one.sum, 0),
    min: seen.length === 0 ? null : Math.min(...seen.map((one) => one.min)),
    max: seen.length === 0 ? null : Math.max(...seen.map((one) => one.max)),
    first: seen[0]?.first ?? null,
    last: seen.at(-1)?.last ?? null,
  }
}
