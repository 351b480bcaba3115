import mqtt from 'mqtt'
import type { Linli } from '../linli.ts'

/** What the server acknowledged while it was loaded: all of it must be found again, once. */
export interface Acknowledged {
  /** Deduplication ids of uplinks with PUBACK. */
  readonly uplinks: Set<string>
  /** Plates whose camera post was answered. */
  readonly plates: Set<string>
  /** Plates for which the answer opened the barrier. */
  readonly opened: string[]
}

export const nothingYet = (): Acknowledged => ({ uplinks: new Set(), plates: new Set(), opened: [] })

/** Loads the server over MQTT and HTTP until `signal` aborts; every id is used once over the whole campaign. */
export async function load(
  linli: Linli,
  round: number,
  acknowledged: Acknowledged,
  signal: AbortSignal,
): Promise<void> {
  const lanes = [0, 1, 2, 3].map((lane) => cars(linli, round, lane, acknowledged, signal))
  await Promise.all([uplinks(linli, round, acknowledged, signal), ...lanes])
}

const bays = Array.from({ length: 10 }, (_, index) => `000781${(0xfe00001000 + index).toString(16)}`)

async function uplinks(
  { mqtt: url }: Linli,
  round: number,
  { uplinks: done }: Acknowledged,
  signal: AbortSignal,
): Promise<void> {
  const client = await mqtt.connectAsync(url, { reconnectPeriod: 0 }).catch(() => null)
  if (!client) return
  client.on('error', () => {})
  for (let count = 0; !signal.aborted && client.connected; count++) {
    const id = `up-${round}-${count}`
    const devEui = bays[count % bays.length]
    const body = {
      deduplicationId: id,
      time: new Date().toISOString(),
      deviceInfo: { devEui, applicationId: 'crash' },
      fPort: 1,
      fCnt: count,
      data: Buffer.from([count % 2]).toString('base64'),
    }
    client.publish(
      `application/crash/device/${devEui}/event/up`,
      JSON.stringify(body),
      { qos: 1 },
      (error) => {
        if (!error) done.add(id)
      },
    )
    if (count % 20 === 19) await new Promise((resolve) => setTimeout(resolve, 20))
  }
  client.end(true)
}

async function cars(
  { url }: Linli,
  round: number,
  lane: number,
  { plates, opened }: Acknowledged,
  signal: AbortSignal,
): Promise<void> {
  for (let count = 0; !signal.aborted; count++) {
    const known = count % 2 === 1
    const plate = known
      ? '鲁PD1234'
      : `豫${String(round).padStart(2, '0')}${lane}${String(count).padStart(3, '0')}`
    const now = Date.now()
    const event = {
      AlarmInfoPlate: {
        channel: 0,
        deviceName: 'x',
        ipaddr: '192.0.2.1',
        serialno: 'a1b2c3d4-00e10001',
        result: {
          PlateResult: {
            license: plate,
            plateid: round * 100_000 + lane * 10_000 + count,
            confidence: 96,
            colorType: 1,
            type: 1,
            triggerType: 1,
            timeStamp: { Timeval: { sec: Math.floor(now / 1000), usec: (now % 1000) * 1000 } },
          },
        },
      },
    }
    const answer = await fetch(`${url}/in/demo-plates`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(event),
      signal,
    }).then(
      (response) => response.json() as Promise<{ Response_AlarmInfoPlate?: { info: string } }>,
      () => null,
    )
    if (!answer) return
    if (answer.Response_AlarmInfoPlate?.info === 'ok') opened.push(`${round}-${lane}-${count}`)
    else if (!known) plates.add(plate)
  }
}
