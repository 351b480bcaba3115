import type { Program } from '../../log.ts'
import type { Json, Rule } from '../../rule.ts'
import type { Surroundings } from '../surroundings.ts'

/** One seeded case: rules that stand together, and what is to be found in them. Nothing is to be found where it is empty. */
export interface Case {
  /** The class of the defect; `sound` where there is none. */
  readonly kind: string
  readonly rules: readonly Rule[]
  /** `rule code`, codes without `kernel.`. */
  readonly finds: readonly string[]
}

const minute = 60_000
const day = 86_400_000

/** A program over a neighbourhood of bays, lamps, gates, cameras and records. */
export function siteProgram(rules: readonly Rule[]): Program {
  const percent = { type: 'number', unit: '%', minimum: 0, maximum: 100 } as const
  return {
    release: 1,
    plugin: 'site',
    rules,
    settings: { limit: 40, least: 15, minutes: 30, hours: 2, share: 50, name: '北门', wanted: 'auto' },
    sources: [],
    models: {
      bay: {
        properties: {
          occupied: { type: 'boolean' },
          temperature: { type: 'number', unit: '°C', minimum: -50, maximum: 90 },
          battery: percent,
          water: { type: 'number', unit: 'cm', minimum: 0, maximum: 500 },
          note: { type: 'string' },
        },
        events: {},
      },
      station: {
        properties: {
          outdoor: { type: 'number', unit: '°F', minimum: -60, maximum: 140 },
          warmth: { type: 'number', unit: '°C', minimum: -40, maximum: 60 },
          rain: { type: 'number', unit: 'mm', minimum: 0 },
          wind: { type: 'number', unit: 'm/s', minimum: 0, maximum: 60 },
        },
        events: {},
      },
      lamp: {
        properties: {
          on: { type: 'boolean' },
          level: percent,
          lux: { type: 'number', unit: 'lx', minimum: 0, maximum: 100_000 },
          mode: { type: 'string', choices: ['auto', 'manual', 'off'] },
        },
        events: { pressed: { force: { type: 'number', minimum: 0, maximum: 10 } } },
      },
      gate: { properties: { open: { type: 'boolean' }, jam: { type: 'boolean' } }, events: {} },
      camera: {
        properties: { online: { type: 'boolean' } },
        events: {
          plate: {
            plate: { type: 'string' },
            confidence: percent,
            lane: { type: 'string', choices: ['entry', 'exit'] },
            known: { type: 'boolean' },
          },
        },
      },
      meter: {
        properties: { power: { type: 'number', unit: 'W', minimum: 0, maximum: 10_000 } },
        events: {},
      },
      'record:session': {
        properties: {
          state: { type: 'string', choices: ['inside', 'left'] },
          minutes: { type: 'number', unit: 'min', minimum: 0 },
        },
        events: {},
      },
      'form:patrol': {
        properties: {},
        events: {
          submitted: { finding: { type: 'string', choices: ['fine', 'fire', 'leak'] }, score: percent },
        },
      },
    },
  }
}

/** What is declared about settings, commands, reports and how long they are kept. */
export const surroundings: Surroundings = {
  settings: {
    limit: { type: 'number', unit: '°C', minimum: 20, maximum: 60 },
    least: { type: 'number', unit: '%', minimum: 1, maximum: 50 },
    minutes: { type: 'number', unit: 'min', minimum: 1, maximum: 600 },
    hours: { type: 'number', unit: 'h', minimum: 1, maximum: 48 },
    share: { type: 'number', unit: '%', minimum: 0, maximum: 100 },
    name: { type: 'string' },
    wanted: { type: 'string', choices: ['auto', 'manual'] },
  },
  commands: {
    lamp: {
      turnOn: { kind: 'set-state', sets: { property: 'on', value: true } },
      turnOff: { kind: 'set-state', sets: { property: 'on', value: false } },
      setMode: { kind: 'set-state' },
      dim: { kind: 'set-state' },
      flash: { kind: 'pulse' },
    },
    gate: {
      raise: { kind: 'set-state', sets: { property: 'open', value: true } },
      lower: { kind: 'set-state', sets: { property: 'open', value: false } },
      pulse: { kind: 'pulse' },
    },
    camera: { open: { kind: 'pulse' } },
  },
  intervals: { bay: 10 * minute, lamp: 5_000, meter: 500, station: minute, gate: minute, camera: minute },
  devices: {
    bay: { all: 400, perPlace: 60 },
    lamp: { all: 300, perPlace: 20 },
    meter: { all: 10, perPlace: 2 },
    station: { all: 1, perPlace: 1 },
    gate: { all: 4, perPlace: 2 },
    camera: { all: 4, perPlace: 2 },
  },
  retention: {
    bay: { temperature: 30 * day, battery: 365 * day, occupied: 90 * day, water: 30 * day },
    camera: { plate: 7 * day, online: 30 * day },
    'record:session': { state: 30 * day, minutes: 30 * day },
    meter: { power: 10 * day },
    lamp: { on: 2 * day },
  },
}

export const v = (name: string): Json => ({ var: name })
const title = { zh: '告警', en: 'alert' }
export const alert: Rule['do'] = [{ alert: { title } }]
export const command = (device: string, name: string, given?: Record<string, Json>): Rule['do'] => [
  { command: { device, name, ...(given ? { with: given } : {}) } },
]

/** A rule on properties, named `model.property`, or on events, named `model!event`. */
export function on(triggers: string, when: Json, more: Partial<Rule> = {}): Rule {
  const list = triggers.split(' ').map((one) => {
    const [model = '', name = ''] = one.split(/[.!]/)
    if (model.startsWith('form:')) return { form: model.slice(5) }
    if (model.startsWith('record:')) return { record: model.slice(7), property: name }
    return one.includes('!') ? { device: model, event: name } : { device: model, property: name }
  })
  return { id: 'a', title, on: list, key: 'device', when, do: alert, ...more }
}

/** One rule with one defect: the codes that are to be found in it. */
export function one(kind: string, rule: Rule, ...codes: readonly string[]): Case {
  return { kind, rules: [rule], finds: codes.map((code) => `${rule.id} ${code}`) }
}

/** Rules that stand together, of which the last is at fault. */
export function last(kind: string, rules: readonly Rule[], code: string): Case {
  const named = rules.map((rule, index) => ({ ...rule, id: rule.id === 'a' ? `r${index}` : rule.id }))
  return { kind, rules: named, finds: [`${named.at(-1)?.id} ${code}`] }
}
