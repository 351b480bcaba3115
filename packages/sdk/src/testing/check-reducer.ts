import { canonical, type Json, type ObservationRecord } from '@linli/kernel'
import type { Contract } from '../contract.ts'
import type { Scenario } from '../define/define-scenario.ts'
import type { Names, ValueOf } from '../define/vocabulary.ts'
import { SdkError, sdkError } from '../errors.ts'
import { foldRecords } from './fold-records.ts'
import { createSite } from './site.ts'

/** One input of a reducer: what a device reported, with whatever derive functions would have added. */
export type ReducerCase<Of extends Contract> = {
  [Model in keyof Of['devices'] & string]: {
    readonly device: Model
    readonly name: Names<Of['devices'][Model], 'properties'> | Names<Of['devices'][Model], 'events'>
    readonly value: Json
    /** Event time, ms. */
    readonly time: number
    /** Which device of the model; the model's name where nothing is said. */
    readonly id?: string
  }
}[keyof Of['devices'] & string]

/** How hard to try, and where to start: the same seed tries the same orders. */
export interface ReducerTrial<Of extends Contract> {
  readonly settings?: Partial<ValueOf<Of['settings']>>
  readonly rounds?: number
  readonly seed?: number
}

type Order = readonly number[]

/**
 * Feeds inputs to the reducer of a record in their order, then shuffled and with repeats, as a journal may hold
 * them: the records must come out the same. Fails with `bench.order-matters`, which shows a smallest order that
 * was found, or with `bench.reducer-failed`.
 */
export function checkReducer<Of extends Contract>(
  scenario: Scenario<Of>,
  record: keyof Of['records'] & string,
  inputs: readonly ReducerCase<Of>[],
  { rounds = 200, seed = 1, settings = {} }: ReducerTrial<Of> = {},
): void {
  const run = (order: Order) =>
    recordsAfter(scenario as Scenario, record, inputs as readonly ReducerCase<Contract>[], order, settings)
  const expected = run(inputs.map((_, index) => index))
  const random = createRandom(seed)
  for (let round = 0; round < rounds; round += 1) {
    const order = disturbed(inputs.length, random)
    if (run(order) === expected) continue
    const least = shrink(order, (each) => run(each) !== expected)
    const reducer = scenario.contract.records[record]?.reducer ?? record
    throw sdkError('bench.order-matters', { reducer, order: least.join(' '), expected, actual: run(least) })
  }
}

function recordsAfter(
  scenario: Scenario,
  record: string,
  inputs: readonly ReducerCase<Contract>[],
  order: Order,
  settings: Readonly<Record<string, unknown>>,
): string {
  const site = createSite(scenario, { settings })
  const arrival = Math.max(...inputs.map((input) => input.time))
  order.forEach((index, position) => {
    const input = inputs[index]
    if (input !== undefined) foldRecords(site, observationOf(scenario, input, index, arrival + position))
  })
  const [refused] = site.refused
  if (refused !== undefined) throw new SdkError(refused, site.refused, undefined)
  return canonical(Object.fromEntries(site.records[record] ?? []))
}

function observationOf(
  { contract }: Scenario,
  { device, name, value, time, id = device }: ReducerCase<Contract>,
  index: number,
  stamp: number,
): ObservationRecord {
  return {
    type: 'observation',
    stamp,
    time,
    source: 'bench',
    id: String(index),
    seq: 0,
    device: id,
    model: `${contract.id}/${device}`,
    place: 'place',
    kind: contract.devices[device]?.events?.[name] === undefined ? 'property' : 'event',
    name,
    value,
  }
}

/** Every input at least once, some again, in any order. */
function disturbed(count: number, random: () => number): Order {
  const order = Array.from({ length: count }, (_, index) => index)
  const repeats = Array.from({ length: Math.floor(random() * (count + 1)) }, () =>
    Math.floor(random() * count),
  )
  return [...order, ...repeats]
    .map((index) => ({ index, rank: random() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ index }) => index)
}

/** An order that still fails with as few repeats and as few inputs out of place as could be found. */
function shrink(order: Order, fails: (order: Order) => boolean): Order {
  for (const smaller of smallerOrders(order)) if (fails(smaller)) return shrink(smaller, fails)
  return order
}

function* smallerOrders(order: Order): Generator<Order> {
  for (const [at, index] of order.entries()) {
    if (order.indexOf(index) !== order.lastIndexOf(index)) yield order.toSpliced(at, 1)
  }
  for (let at = 1; at < order.length; at += 1) {
    const [before, after] = [order[at - 1] as number, order[at] as number]
    if (before > after) yield order.with(at - 1, after).with(at, before)
  }
}

/** Mulberry32: small, seeded, and the same everywhere. */
function createRandom(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
