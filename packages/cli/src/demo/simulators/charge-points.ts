import { demoChargePoints } from '../devices.ts'
import { demoIdTags } from '../id-tags.ts'
import { addressesFrom } from './addresses.ts'
import { type ChargePoint, createChargePoint, isCutOff } from './charge-point.ts'
import { every, pause, runUntilStopped } from './lifetime.ts'
import { createRandom, type Random } from './random.ts'

/** Connects every charge point of the demo to `ws://…/ocpp`; keeps trying until the server is there. */
export async function connectChargePoints(http: string, signal: AbortSignal): Promise<ChargePoint[]> {
  const endpoint = `${http.replace(/^http/, 'ws')}/ocpp`
  return Promise.all(demoChargePoints.map(({ id }) => connect(endpoint, id, signal)))
}

async function connect(endpoint: string, id: string, signal: AbortSignal): Promise<ChargePoint> {
  for (;;) {
    try {
      return await createChargePoint({ endpoint, id })
    } catch (cause) {
      if (!(await pause(1_000, signal))) throw cause
    }
  }
}

const accepted = demoIdTags.filter(({ status }) => status === 'Accepted')

/**
 * Plays a day at the charge points: cars charge and leave; one finishes early and stays; one connector breaks early,
 * is repaired, and another one breaks every few minutes.
 */
export async function playCharging(
  points: readonly ChargePoint[],
  random: Random,
  signal: AbortSignal,
): Promise<void> {
  const [staying, breaking, ...others] = points as [ChargePoint, ChargePoint, ...ChargePoint[]]
  const round = (point: ChargePoint, connector: number) =>
    every(
      () => random.between(8_000, 25_000),
      signal,
      () => charge(point, connector, random, signal),
      isCutOff,
    )
  await Promise.all([
    stayAfterwards(staying, random, signal),
    breakAndRepair(breaking, random, signal),
    ...others.flatMap((point) => [round(point, 1), round(point, 2)]),
  ])
}

async function charge(
  point: ChargePoint,
  connector: number,
  random: Random,
  signal: AbortSignal,
): Promise<void> {
  if ((await point.start(connector, random.pick(accepted).tag)) === null) return
  const samples = random.between(3, 8)
  for (let sample = 0; sample < samples && (await pause(5_000, signal)); sample++) {
    await point.meter(connector, random.between(60, 95), random.between(43_000, 60_000))
  }
  await point.stop(connector)
  await pause(random.between(3_000, 9_000), signal)
  await point.unplug(connector)
}

function stayAfterwards(point: ChargePoint, random: Random, signal: AbortSignal): Promise<void> {
  let pauseBefore = 2_000
  return every(
    () => pauseBefore,
    signal,
    async () => {
      pauseBefore = 60_000
      await point.start(1, accepted[0]!.tag)
      if (!(await pause(5_000, signal))) return
      await point.meter(1, random.between(60, 95), 7_000)
      await point.stop(1)
      if (await pause(random.between(150_000, 220_000), signal)) await point.unplug(1)
    },
    isCutOff,
  )
}

const errorCodes = [
  'GroundFailure',
  'ConnectorLockFailure',
  'HighTemperature',
  'EVCommunicationError',
] as const

function breakAndRepair(point: ChargePoint, random: Random, signal: AbortSignal): Promise<void> {
  let pauseBefore = 44_000
  return every(
    () => pauseBefore,
    signal,
    async () => {
      pauseBefore = random.between(120_000, 240_000)
      const connector = random.between(1, 2)
      await point.fault(connector, random.pick(errorCodes))
      if (await pause(random.between(60_000, 90_000), signal)) await point.repair(connector)
    },
    isCutOff,
  )
}

if (import.meta.main) {
  const { http, seed } = addressesFrom(process.argv.slice(2))
  await runUntilStopped('charge-points', async (signal) => {
    const points = await connectChargePoints(http, signal)
    await playCharging(points, createRandom(seed), signal)
    await Promise.all(points.map((point) => point[Symbol.asyncDispose]()))
  })
}
