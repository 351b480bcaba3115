import { createFold, type Effect, type LogRecord, type ObservationRecord } from '@linli/kernel'
import { sdkError } from '../errors.ts'
import { modelShapes } from '../program/model-shapes.ts'
import { zonesOf } from '../program/zones.ts'
import type { Arrived } from './decode.ts'
import { derive } from './derive.ts'
import { foldRecords } from './fold-records.ts'
import type { Calendar } from './moment.ts'
import { observe } from './observe.ts'
import { installation, latenessOf, type Site } from './site.ts'
import { type Act, buildWorld, type Known, type World } from './world.ts'

/** The log of one simulated community, folded by the real kernel as its clock is moved. */
export class Simulation {
  readonly observations: ObservationRecord[] = []
  readonly #site: Site
  readonly #calendar: Calendar
  readonly #fold = createFold(null)
  readonly #effects: Known[] = []
  readonly #acts: Act[] = []
  /** How long a verdict waits for what may still be late. */
  readonly #lag: number
  #now: number
  #world: World | null = null

  constructor(site: Site, calendar: Calendar) {
    const { contract, settings } = site
    this.#site = site
    this.#calendar = calendar
    this.#now = calendar.start
    this.#lag = Math.max(0, ...Object.values(contract.sources).map(latenessOf))
    for (const source of Object.keys(contract.sources)) this.connection(source, 'up')
    const models = modelShapes(contract)
    const { id: plugin, rules } = contract
    const program = { release: 1, plugin, rules, settings, sources: [], models, zones: zonesOf(rules) }
    this.#log([{ type: 'release', stamp: this.#now, installation, program }])
  }

  get now(): number {
    return this.#now
  }

  /** Readings on their way: model, derive functions, records, rules. */
  take(arrived: readonly Arrived[]): void {
    for (const one of observe(this.#site, arrived, this.#now, this.observations.length)) {
      const derived = derive(this.#site, one)
      this.enter(derived.flatMap((each) => [each, ...foldRecords(this.#site, each)]))
    }
  }

  /** Observations enter the log as they are. */
  enter(observations: readonly ObservationRecord[]): void {
    this.observations.push(...observations)
    this.#log(observations)
  }

  connection(source: string, state: 'up' | 'down'): void {
    const lateness = latenessOf(this.#site.contract.sources[source])
    this.#log([{ type: 'source', stamp: this.#now, source, state, lateness }])
  }

  move(to: number): void {
    const { print } = this.#calendar
    if (to < this.#now) throw sdkError('bench.backwards', { now: print(this.#now), to: print(to) })
    this.#now = to
    this.#log([])
  }

  act(act: Act): void {
    this.#acts.push(act)
    this.#world = null
  }

  /** The verdict on now: what will be settled once all that is on time has come. Moves no clock. */
  look(): World {
    if (this.#world !== null) return this.#world
    const ahead = createFold(this.#fold.save()).tick(this.#now + this.#lag + 1)
    const effects = [...this.#effects, ...ahead.map((effect) => this.#settled(effect))]
    this.#world = buildWorld(this.#site, this.#calendar, effects, this.#acts, this.#now)
    return this.#world
  }

  #log(records: readonly LogRecord[]): void {
    const settled = this.#fold.tick(this.#now)
    const arrived = this.#fold.step(records)
    this.#effects.push(...settled.map((effect) => this.#settled(effect)))
    this.#effects.push(...arrived.map((effect) => ({ effect, at: this.#now })))
    this.#world = null
  }

  /** The bench's clock jumps; the server's would have known it as soon as nothing could come late any more. */
  #settled(effect: Effect): Known {
    return { effect, at: effect.op === 'assert' ? effect.at + this.#lag : this.#now }
  }
}
