import { randomUUID } from 'node:crypto'
import mqtt from 'mqtt'
import { type DemoBay, demoBays } from '../devices.ts'
import { addressesFrom } from './addresses.ts'
import { every, pause, runUntilStopped } from './lifetime.ts'
import { createRandom, type Random } from './random.ts'

const applicationId = '7d2f4a90-1c33-4d0e-9a51-0a4f6f3c2b11'

/** A ChirpStack v4 network server with bay sensors behind it. */
export interface BaySensors extends AsyncDisposable {
  /** The sensor says whether the bay is taken (fPort 1). */
  occupy(devEui: string, occupied: boolean): Promise<void>
  /** The sensor's regular sign of life (fPort 2; Bosch adds a temperature). */
  beat(devEui: string, occupied: boolean, temperature?: number): Promise<void>
  /** The network's own device status: battery in percent. */
  battery(devEui: string, level: number): Promise<void>
  /** Any uplink; the envelope is ChirpStack's. */
  uplink(devEui: string, fPort: number, bytes: readonly number[]): Promise<void>
}

const profiles: Readonly<Record<DemoBay['maker'], string>> = {
  'bosch-tps110': 'Bosch TPS110',
  'nwave-nps310sm': 'Nwave NPS310SM',
}

function deviceInfo(bay: DemoBay | undefined, devEui: string) {
  return {
    tenantId: '52f14cd4-c6f1-4fbd-8f87-4025e1d49242',
    tenantName: 'Wutong',
    applicationId,
    applicationName: 'parking',
    deviceProfileId:
      bay?.maker === 'nwave-nps310sm'
        ? 'd5b0b5a6-2222-4c1a-8d4f-000000000002'
        : 'd5b0b5a6-1111-4c1a-8d4f-000000000001',
    deviceProfileName: bay ? profiles[bay.maker] : 'unknown',
    deviceName: bay ? `bay-${bay.label}` : devEui,
    devEui,
    deviceClassEnabled: 'CLASS_A',
    tags: {},
  }
}

/** Connects to the broker that ChirpStack would publish on; reconnects for as long as it lives. */
export async function createBaySensors(
  url: string,
  bays: readonly DemoBay[] = demoBays,
): Promise<BaySensors> {
  const client = mqtt.connect(url, {
    clientId: `chirpstack_${process.pid}_${Date.now() % 100_000}`,
    reconnectPeriod: 1_000,
  })
  client.on('error', (error) => console.error(`bay-sensors: ${error.message}`))
  const frames = new Map<string, number>()
  const makers = new Map(bays.map((bay) => [bay.devEui, bay]))

  const publish = (devEui: string, event: 'up' | 'status', body: object) =>
    client
      .publishAsync(
        `application/${applicationId}/device/${devEui}/event/${event}`,
        JSON.stringify({
          deduplicationId: randomUUID(),
          time: new Date().toISOString(),
          deviceInfo: deviceInfo(makers.get(devEui), devEui),
          ...body,
        }),
        { qos: 1 },
      )
      .then(() => {})

  const uplink = (devEui: string, fPort: number, bytes: readonly number[]) => {
    const fCnt = (frames.get(devEui) ?? 0) + 1
    frames.set(devEui, fCnt)
    return publish(devEui, 'up', {
      devAddr: `01${devEui.slice(-6)}`,
      adr: true,
      dr: 3,
      fCnt,
      fPort,
      confirmed: false,
      data: Buffer.from(bytes).toString('base64'),
      rxInfo: [
        {
          gatewayId: '0016c001f1500812',
          uplinkId: fCnt,
          rssi: -98,
          snr: 6.5,
          channel: 3,
          context: 'AAAAAA==',
        },
      ],
      txInfo: {
        frequency: 486_300_000,
        modulation: { lora: { bandwidth: 125_000, spreadingFactor: 9, codeRate: 'CR_4_5' } },
      },
    })
  }
  return {
    uplink,
    occupy: (devEui, occupied) => uplink(devEui, 1, [occupied ? 1 : 0]),
    beat: (devEui, occupied, temperature = 20) => {
      const bosch = makers.get(devEui)?.maker !== 'nwave-nps310sm'
      return uplink(devEui, 2, bosch ? [occupied ? 1 : 0, temperature & 0xff] : [occupied ? 1 : 0])
    },
    battery: (devEui, level) =>
      publish(devEui, 'status', {
        margin: 12,
        externalPowerSource: false,
        batteryLevelUnavailable: false,
        batteryLevel: level,
      }),
    async [Symbol.asyncDispose]() {
      await client.endAsync(true)
    },
  }
}

/**
 * Plays a day on the bays: cars come and go, every sensor beats, the first bay's battery runs low under a parked
 * car and the last sensor falls silent after its first words.
 */
export async function playBays(sensors: BaySensors, random: Random, signal: AbortSignal): Promise<void> {
  const taken = new Map<string, boolean>()
  const [weak, ...others] = demoBays.slice(0, -1)
  const silent = demoBays.at(-1)!
  for (const bay of demoBays) {
    const occupied = bay === weak || random.chance(0.5)
    taken.set(bay.devEui, occupied)
    await sensors.occupy(bay.devEui, occupied)
    await sensors.battery(bay.devEui, bay === weak ? 46 : random.between(60, 100))
    await sensors.beat(bay.devEui, occupied, random.between(-5, 28))
  }
  const comeOrGo = async () => {
    const { devEui } = random.pick(others)
    taken.set(devEui, !taken.get(devEui))
    await sensors.occupy(devEui, taken.get(devEui)!)
  }
  const beat = async () => {
    for (const { devEui } of demoBays) {
      if (devEui === silent.devEui) continue
      await sensors.beat(devEui, taken.get(devEui)!, random.between(-5, 28))
    }
  }
  const runLow = async () => {
    if (await pause(random.between(25_000, 35_000), signal)) await sensors.battery(weak!.devEui, 9)
  }
  await Promise.all([
    every(() => random.between(4_000, 12_000), signal, comeOrGo),
    every(() => 30_000, signal, beat),
    runLow(),
  ])
}

if (import.meta.main) {
  const { mqtt: url, seed } = addressesFrom(process.argv.slice(2))
  await runUntilStopped('bay-sensors', async (signal) => {
    await using sensors = await createBaySensors(url)
    await playBays(sensors, createRandom(seed), signal)
  })
}
