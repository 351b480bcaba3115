import { type DemoCamera, demoCameras, demoSourceIds } from '../devices.ts'
import { demoPlates, strangerPlates } from '../plates.ts'
import { addressesFrom } from './addresses.ts'
import { percentGbk } from './gbk.ts'
import { every, pause, runUntilStopped } from './lifetime.ts'
import { createRandom, type Random } from './random.ts'

/** What one passing car led to. */
export interface Passage {
  readonly plateId: number
  /** The camera lifted its barrier. */
  readonly opened: boolean
  /** How often the event went out: the camera repeats what nobody answered. */
  readonly attempts: number
  readonly status: number
  readonly answer: unknown
}

/** A plate camera of the Vzicar family with a barrier on its relay. */
export interface PlateCamera {
  readonly serial: string
  /** How often the barrier went up. */
  readonly openings: () => number
  sendPlate(
    plate: string,
    options?: { readonly confidence?: number; readonly plateId?: number },
  ): Promise<Passage>
}

interface CameraOptions {
  readonly http: string
  readonly source?: string
  readonly camera: DemoCamera
  readonly firstPlateId?: number
  /** After this long without an answer the camera sends the whole event again. */
  readonly timeout?: number
  readonly signal?: AbortSignal
}

/** A camera that posts to `/in/<source>` and opens its barrier when the answer says `info: "ok"`. */
export function createPlateCamera(options: CameraOptions): PlateCamera {
  const { http, camera, source = demoSourceIds.plates, timeout = 10_000, signal } = options
  let plateId = options.firstPlateId ?? Math.floor(Date.now() / 1000)
  let openings = 0
  const post = async (body: string) => {
    const limit = AbortSignal.timeout(timeout)
    const response = await fetch(`${http}/in/${source}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      signal: signal ? AbortSignal.any([limit, signal]) : limit,
    })
    return { status: response.status, answer: await response.json().catch(() => null) }
  }
  return {
    serial: camera.serial,
    openings: () => openings,
    sendPlate: async (plate, { confidence = 97, plateId: given } = {}) => {
      const id = given ?? ++plateId
      const body = JSON.stringify(alarmInfoPlate(camera, plate, confidence, id, Date.now()))
      for (let attempts = 1; ; attempts++) {
        try {
          const { status, answer } = await post(body)
          const opened = saysOk(answer)
          if (opened) openings++
          return { plateId: id, opened, attempts, status, answer }
        } catch (cause) {
          if (attempts === 3 || signal?.aborted) throw cause
          await pause(1_000, signal ?? new AbortController().signal)
        }
      }
    },
  }
}

function saysOk(answer: unknown): boolean {
  const response = (answer as { readonly Response_AlarmInfoPlate?: { readonly info?: unknown } } | null)
    ?.Response_AlarmInfoPlate
  return response?.info === 'ok'
}

/** The event as the camera writes it, misspelt names and all. */
export function alarmInfoPlate(
  camera: DemoCamera,
  plate: string,
  confidence: number,
  plateId: number,
  now: number,
): object {
  const readable = plate !== '_无_' && plate !== 'unknown'
  const day = new Date(now).toISOString().slice(0, 10).replaceAll('-', '')
  return {
    AlarmInfoPlate: {
      channel: 0,
      deviceName: 'IVS',
      ipaddr: camera.ip,
      result: {
        PlateResult: {
          bright: 0,
          carBright: 0,
          carColor: 255,
          colorType: plate.length === 8 ? 5 : 1,
          colorValue: 0,
          confidence: readable ? confidence : 0,
          direction: 4,
          imagePath: `%2Fmedia%2Fmmcblk0p1%2F${day}%2F${percentGbk(plate)}_${plateId}.jpg`,
          license: plate,
          location: { RECT: { bottom: 512, left: 611, right: 803, top: 468 } },
          manualTigger: 0,
          plateid: plateId,
          timeStamp: { Timeval: { sec: Math.floor(now / 1000), usec: (now % 1000) * 1000 } },
          timeUsed: 0,
          triggerType: 8,
          type: readable ? (plate.length === 8 ? 19 : 1) : 0,
        },
      },
      serialno: camera.serial,
      user_data: '',
    },
  }
}

/** Plays a day at the gate: residents come and go, two visitors come and stay; a stranger early and then now and then; some plates unreadable. */
export async function playGate(http: string, random: Random, signal: AbortSignal): Promise<void> {
  const [entry, exit] = demoCameras.map((camera) => createPlateCamera({ http, camera, signal })) as [
    PlateCamera,
    PlateCamera,
  ]
  const inside = new Set<string>()
  const visitors = demoPlates.filter(({ group }) => group === 'visitor')
  const others = demoPlates.filter(({ group }) => group !== 'visitor')
  const comeOrGo = async () => {
    const { plate } = random.pick(others)
    const leaving = inside.delete(plate)
    if (!leaving) inside.add(plate)
    await (leaving ? exit : entry).sendPlate(plate, { confidence: random.between(88, 99) })
  }
  const visit = async (index: number) => {
    await entry.sendPlate(visitors[index]!.plate, { confidence: random.between(88, 99) })
  }
  const stranger = async () => {
    await entry.sendPlate(random.pick(strangerPlates), { confidence: random.between(85, 98) })
  }
  const unreadable = async () => {
    await entry.sendPlate(random.chance(0.5) ? '_无_' : random.pick(demoPlates).plate, { confidence: 41 })
  }
  const soon = async (act: () => Promise<void>, after: number) => {
    if (await pause(after, signal)) await act()
  }
  const settle = (run: Promise<void>) =>
    run.catch((cause: Error) => signal.aborted || console.error(cause.message))
  await Promise.all([
    settle(soon(() => visit(0), 1_500)),
    settle(soon(() => visit(1), 3_500)),
    settle(soon(stranger, 27_000)),
    every(() => random.between(6_000, 14_000), signal, comeOrGo),
    every(() => random.between(120_000, 240_000), signal, stranger),
    every(() => random.between(150_000, 300_000), signal, unreadable),
  ])
}

if (import.meta.main) {
  const { http, seed } = addressesFrom(process.argv.slice(2))
  await runUntilStopped('plate-camera', (signal) => playGate(http, createRandom(seed), signal))
}
