import type { Effect } from '../effect.ts'
import type { LogRecord, ObservationRecord, Program, ReleaseRecord, SourceRecord } from '../log.ts'
import type { Json, Rule, Text } from '../rule.ts'

export const second = 1000
export const minute = 60 * second
export const hour = 60 * minute

export const title: Text = { zh: '告警', en: 'alert' }

let count = 0

/** A bay's report or a camera's event of the community's only source, on time. */
export function said(
  device: string,
  name: string,
  value: Json,
  time: number,
  more: Partial<ObservationRecord> = {},
): ObservationRecord {
  count += 1
  const isEvent = value !== null && typeof value === 'object'
  return {
    type: 'observation',
    stamp: time,
    time,
    source: 'gateway',
    id: `o${count}`,
    seq: 0,
    device,
    model: isEvent ? 'parking/camera' : 'parking/bay',
    place: 'garage',
    kind: isEvent ? 'event' : 'property',
    name,
    value,
    ...more,
  }
}

/** A rule on bays that asks for one alert. */
export function rule(more: Partial<Rule> = {}): Rule {
  return {
    id: 'overstayed',
    title,
    on: [{ device: 'bay', property: 'occupied' }],
    key: 'device',
    when: { '===': [{ var: 'occupied' }, true] },
    do: [{ alert: { title } }],
    ...more,
  }
}

/** A program of these rules over bays, cameras, sessions and a form. */
export function program(rules: readonly Rule[], more: Partial<Program> = {}): Program {
  return {
    release: 1,
    plugin: 'parking',
    rules,
    settings: { minutes: 30, limit: 50 },
    sources: [],
    models: {
      bay: { properties: { occupied: { type: 'boolean' }, temperature: { type: 'number' } }, events: {} },
      camera: {
        properties: { open: { type: 'boolean' } },
        events: { plate: { plate: { type: 'string' }, confidence: { type: 'number' } } },
      },
      'record:session': { properties: { minutes: { type: 'number' } }, events: {} },
      'form:patrol': { properties: {}, events: { submitted: { finding: { type: 'string' } } } },
    },
    ...more,
  }
}

export function release(at: number, next: Program | null): ReleaseRecord {
  return { type: 'release', stamp: at, installation: 'i', program: next }
}

export function source(state: 'up' | 'down', at: number, lateness = 0): SourceRecord {
  return { type: 'source', stamp: at, source: 'gateway', state, lateness }
}

/** A journal in the order of its stamps. */
export function inOrder(...records: readonly LogRecord[]): LogRecord[] {
  return [...records].sort((a, b) => a.stamp - b.stamp)
}

/** What an effect says, short. */
export function brief({ op, id, revision, at, final }: Effect): string {
  return `${op} ${id.slice(2)}@${revision} at ${at / second}s${final ? '' : ' early'}`
}
