import { type Duration, type Json, type LogRecord, type ObservationRecord, readDuration } from '@linli/kernel'
import { type Contract, modelShapes } from '@linli/sdk'
import { prepareScenario } from '../installations/catalog.ts'

/** The source of lines that name none. */
const unnamedSource = 'log'

type Fields = Readonly<Record<string, unknown>>

/** Ends the reading of a line with a sentence that says what is wrong with it. */
export type Refuse = (reason: string) => never

/** Turns lines of a log, in the order in which they arrived, into what a fold takes. */
export interface LineReader {
  read(line: Json, number: number, refuse: Refuse): LogRecord[]
  /** Observations that came later than their source may: rules do not see them. */
  readonly late: number
  /** The latest arrival so far. */
  readonly last: number
  /** How long after that everything is known, ms. */
  readonly lateness: number
}

/** A reader for a plugin's devices; each source comes up when it is first named, and may be `lateness` ms late unless a line says otherwise. */
export function createLineReader(contract: Contract, lateness: number): LineReader {
  const meant = createMeaning(contract)
  const sources = new Map<string, number>()
  let stamp = -Infinity
  let late = 0

  const comeUp = (source: string): LogRecord[] => {
    if (sources.has(source)) return []
    sources.set(source, lateness)
    return [{ type: 'source', stamp, source, state: 'up', lateness }]
  }
  const control = (line: Fields, refuse: Refuse): LogRecord[] => {
    const source = textOf(line, 'source', refuse)
    const state = line.state
    if (state !== 'up' && state !== 'down') refuse('"state" must be "up" or "down"')
    const most = line.lateness === undefined ? (sources.get(source) ?? lateness) : lengthOf(line, refuse)
    stamp = Math.max(stamp, timeOf(line, 'time', refuse))
    sources.set(source, most)
    return [{ type: 'source', stamp, source, state: state as 'up' | 'down', lateness: most }]
  }
  const observation = (line: Fields, number: number, refuse: Refuse): LogRecord[] => {
    const time = timeOf(line, 'time', refuse)
    stamp = Math.max(stamp, line.arrival === undefined ? time : timeOf(line, 'arrival', refuse))
    const source = line.source === undefined ? unnamedSource : textOf(line, 'source', refuse)
    const before = comeUp(source)
    if (stamp - time > (sources.get(source) ?? 0)) late += 1
    if (time > stamp) refuse('"time" lies after "arrival"')
    const identity = line.id === undefined ? `line-${number}` : textOf(line, 'id', refuse)
    const place = line.place === undefined || line.place === null ? null : textOf(line, 'place', refuse)
    const device = textOf(line, 'device', refuse)
    const rest = { source, id: identity, seq: number, device, place, ...meant(line, refuse) }
    return [...before, { type: 'observation', stamp, time, ...rest }]
  }

  return {
    read(line, number, refuse) {
      if (typeof line !== 'object' || line === null || Array.isArray(line))
        return refuse('it is no JSON object')
      return 'state' in line ? control(line as Fields, refuse) : observation(line as Fields, number, refuse)
    },
    get late() {
      return late
    },
    get last() {
      return stamp
    },
    get lateness() {
      return Math.max(0, ...sources.values())
    },
  }
}

type Meaning = Pick<ObservationRecord, 'model' | 'kind' | 'name' | 'value'>

/** Finds the model and kind a line means, and checks its value against the contract. */
function createMeaning(contract: Contract): (line: Fields, refuse: Refuse) => Meaning {
  const shapes = modelShapes(contract)
  const { models } = prepareScenario(contract)
  const kinds = { property: 'properties', event: 'events' } as const

  const modelOf = (line: Fields, name: string, refuse: Refuse): string => {
    if (line.model !== undefined) {
      const model = textOf(line, 'model', refuse).replace(`${contract.id}/`, '')
      if (Object.hasOwn(shapes, model)) return model
      return refuse(`there is no model "${model}"; there are: ${Object.keys(shapes).join(', ')}`)
    }
    const having = Object.keys(shapes).filter((model) =>
      [shapes[model]?.properties, shapes[model]?.events].some((names) => Object.hasOwn(names ?? {}, name)),
    )
    if (having.length === 1) return having[0] as string
    const some = having.length === 0 ? 'no model has' : `${having.join(', ')} have`
    return refuse(`${some} "${name}": name the device's "model"`)
  }

  return (line, refuse) => {
    const name = textOf(line, 'name', refuse)
    const model = modelOf(line, name, refuse)
    const checks = models.get(model)
    const kind = line.kind ?? (checks?.events.has(name) ? 'event' : 'property')
    if (kind !== 'property' && kind !== 'event') return refuse('"kind" must be "property" or "event"')
    const check = checks?.[kinds[kind]].get(name)
    if (!check) return refuse(`model "${model}" has no ${kind} "${name}"`)
    if (line.value === undefined) return refuse('it has no "value"')
    const value = line.value as Json
    const wrong = check(withoutDerived(contract, model, name, value))
    if (wrong) return refuse(`"value" does not fit: ${wrong}`)
    return { model: `${contract.id}/${model}`, kind, name, value }
  }
}

/** Derived fields are not in the model: a log holds them because functions do not run here. */
function withoutDerived(contract: Contract, device: string, name: string, value: Json): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const derived = new Set(
    contract.derive
      .filter((one) => one.device === device && (one.event ?? one.property) === name)
      .flatMap((one) => Object.keys(one.adds)),
  )
  return Object.fromEntries(Object.entries(value).filter(([field]) => !derived.has(field)))
}

function textOf(line: Fields, field: string, refuse: Refuse): string {
  const value = line[field]
  return typeof value === 'string' && value !== '' ? value : refuse(`"${field}" must be a text`)
}

function timeOf(line: Fields, field: string, refuse: Refuse): number {
  const value = line[field]
  const time = typeof value === 'string' ? Date.parse(value) : value
  if (typeof time === 'number' && Number.isFinite(time)) return Math.round(time)
  return refuse(`"${field}" must be a time: ISO 8601 with its zone, or milliseconds since 1970`)
}

function lengthOf({ lateness }: Fields, refuse: Refuse): number {
  if (lateness === 0 || lateness === '0s') return 0
  const length =
    typeof lateness === 'number'
      ? readDuration(`${lateness}ms`, {})
      : readDuration(String(lateness) as Duration, {})
  return length ?? refuse('"lateness" must be a duration such as "30s", or milliseconds')
}
