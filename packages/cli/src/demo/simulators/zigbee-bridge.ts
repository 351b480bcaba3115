import mqtt from 'mqtt'
import { careHomes } from '../people.ts'
import { addressesFrom } from './addresses.ts'
import { every, pause, runUntilStopped } from './lifetime.ts'
import { createRandom, type Random } from './random.ts'

/** A Zigbee2MQTT bridge with a door contact, a motion sensor and an SOS button in each home. */
export interface ZigbeeBridge extends AsyncDisposable {
  /** Publishes one device's whole state, as Zigbee2MQTT does: what is not given keeps its last value. */
  publish(friendlyName: string, change: Readonly<Record<string, unknown>>): Promise<void>
  available(friendlyName: string, online: boolean): Promise<void>
  openDoor(home: string): Promise<void>
  closeDoor(home: string): Promise<void>
  move(home: string): Promise<void>
  still(home: string): Promise<void>
  pressSos(home: string): Promise<void>
}

type State = Readonly<Record<string, unknown>>

const first: Readonly<Record<string, State>> = {
  door: { battery: 96, battery_low: false, contact: true, linkquality: 132, tamper: false, voltage: 3000 },
  motion: { battery: 91, battery_low: false, linkquality: 118, occupancy: false, voltage: 2900 },
  sos: { battery: 100, battery_low: false, linkquality: 101, sos: false, tamper: false },
}

/** Connects and announces itself; reconnects for as long as it lives. */
export async function createZigbeeBridge(url: string, base = 'zigbee2mqtt'): Promise<ZigbeeBridge> {
  const client = mqtt.connect(url, {
    clientId: `zigbee2mqtt_${process.pid}_${Date.now() % 100_000}`,
    reconnectPeriod: 1_000,
  })
  client.on('error', (error) => console.error(`zigbee-bridge: ${error.message}`))
  const states = new Map<string, State>()
  const send = (topic: string, body: unknown, retain = false) =>
    client.publishAsync(`${base}/${topic}`, JSON.stringify(body), { qos: 1, retain }).then(() => {})

  const publish = (friendlyName: string, change: State) => {
    const known =
      states.get(friendlyName) ?? first[friendlyName.slice(friendlyName.lastIndexOf('-') + 1)] ?? {}
    const state = { ...known, ...change }
    states.set(friendlyName, state)
    return send(friendlyName, state)
  }
  await send('bridge/state', { state: 'online' }, true)
  return {
    publish,
    available: (friendlyName, online) =>
      send(`${friendlyName}/availability`, { state: online ? 'online' : 'offline' }, true),
    openDoor: (home) => publish(`${home}-door`, { contact: false }),
    closeDoor: (home) => publish(`${home}-door`, { contact: true }),
    move: (home) => publish(`${home}-motion`, { occupancy: true }),
    still: (home) => publish(`${home}-motion`, { occupancy: false }),
    pressSos: async (home) => {
      await publish(`${home}-sos`, { sos: true })
      await publish(`${home}-sos`, { sos: false })
    },
    async [Symbol.asyncDispose]() {
      await client.endAsync(true)
    },
  }
}

/** How long the parts of a played day take, ms. Tests play it faster. */
export interface Pace {
  readonly firstSos: number
  readonly laterSos: readonly [number, number]
  readonly step: readonly [number, number]
  /** From coming in to the first movement in the rooms. */
  readonly settle: number
}

const demoPace: Pace = {
  firstSos: 18_000,
  laterSos: [150_000, 260_000],
  step: [7_000, 15_000],
  settle: 65_000,
}

/**
 * Plays a day: two homes live on, in the third somebody goes out and is not back for a while, in the fourth
 * nothing moves any more; an SOS early and then every few minutes.
 */
export async function playHomes(
  bridge: ZigbeeBridge,
  random: Random,
  signal: AbortSignal,
  pace = demoPace,
): Promise<void> {
  const homes = careHomes.map(({ home }) => home)
  const [living, alsoLiving, leaving, quiet] = homes as [string, string, string, string]
  await Promise.all(homes.map((home) => wakeUp(bridge, home, signal)))
  const between = ([low, high]: readonly [number, number]) => random.between(low, high)
  await Promise.all([
    every(
      () => between(pace.step),
      signal,
      () => stir(bridge, random.pick([living, alsoLiving]), random, signal),
    ),
    goOut(bridge, leaving, pace, signal),
    every(
      () => 60_000,
      signal,
      () => bridge.publish(`${quiet}-door`, { linkquality: random.between(90, 140) }),
    ),
    sosNowAndThen(bridge, [living, alsoLiving, quiet], random, pace, signal),
  ])
}

/** Zigbee devices never speak in the same instant. */
const breath = 250

async function wakeUp(bridge: ZigbeeBridge, home: string, signal: AbortSignal): Promise<void> {
  for (const what of ['door', 'motion', 'sos']) await bridge.available(`${home}-${what}`, true)
  await bridge.publish(`${home}-sos`, {})
  await bridge.closeDoor(home)
  await bridge.move(home)
  await pause(breath, signal)
  await bridge.still(home)
}

async function stir(bridge: ZigbeeBridge, home: string, random: Random, signal: AbortSignal): Promise<void> {
  await bridge.move(home)
  if (!(await pause(random.between(1_000, 3_000), signal))) return
  await bridge.still(home)
}

async function goOut(bridge: ZigbeeBridge, home: string, pace: Pace, signal: AbortSignal): Promise<void> {
  const leaves = [bridge.move, bridge.openDoor, bridge.closeDoor, bridge.still]
  const comesBack = [bridge.openDoor, bridge.closeDoor]
  while (await pause(pace.step[0], signal)) {
    if (!(await inTurn(leaves, home, signal)) || !(await pause(pace.laterSos[1], signal))) return
    if (!(await inTurn(comesBack, home, signal)) || !(await pause(pace.settle, signal))) return
    if (!(await inTurn([bridge.move, bridge.still], home, signal))) return
    if (!(await pause(pace.laterSos[0], signal))) return
  }
}

async function inTurn(
  acts: readonly ((home: string) => Promise<void>)[],
  home: string,
  signal: AbortSignal,
): Promise<boolean> {
  for (const act of acts) {
    await act(home)
    if (!(await pause(breath, signal))) return false
  }
  return true
}

async function sosNowAndThen(
  bridge: ZigbeeBridge,
  homes: readonly string[],
  random: Random,
  pace: Pace,
  signal: AbortSignal,
): Promise<void> {
  if (!(await pause(pace.firstSos, signal))) return
  await bridge.pressSos(homes[0]!)
  await every(
    () => random.between(...pace.laterSos),
    signal,
    () => bridge.pressSos(random.pick(homes)),
  )
}

if (import.meta.main) {
  const { mqtt: url, seed } = addressesFrom(process.argv.slice(2))
  await runUntilStopped('zigbee-bridge', async (signal) => {
    await using bridge = await createZigbeeBridge(url)
    await playHomes(bridge, createRandom(seed), signal)
  })
}
