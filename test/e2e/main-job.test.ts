import mqtt from 'mqtt'
import { RPCClient } from 'ocpp-rpc'
import { fetch } from 'undici'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Api, type Linli, startLinli, until } from '../linli.ts'

/** From a device's bytes to a closed incident, against the server as a process, with clients that are not ours. */
let linli: Linli
let api: Api
let broker: mqtt.MqttClient

beforeAll(async () => {
  linli = await startLinli()
  api = await linli.signIn()
  broker = await mqtt.connectAsync(linli.mqtt)
}, 120_000)

afterAll(async () => {
  await broker?.endAsync()
  await linli?.[Symbol.asyncDispose]()
})

interface Page<Item> {
  readonly items: readonly Item[]
  readonly total: number
}
interface Alert {
  readonly id: string
  readonly rule: string
  readonly state: string
  readonly device: string | null
  readonly incident: string
}
interface Step {
  readonly action: string
  readonly primary: boolean
  readonly fields: readonly {
    readonly field: string
    readonly required: boolean
    readonly role?: string
    readonly form?: string
  }[]
}
interface Incident {
  readonly id: string
  readonly version: number
  readonly closedAt: string | null
  readonly outcome: string | null
  readonly step: string | null
  readonly owner: string | null
  readonly deadline: string | null
  readonly steps: readonly Step[]
  readonly timeline: readonly {
    readonly type: string
    readonly actor: string | null
    readonly note: string | null
  }[]
}

const alertsOf = (rule: string) => api<Page<Alert>>(`/api/alerts?rule=${rule}&limit=100`)

const zigbee = (name: string, state: object) =>
  broker.publishAsync(`zigbee2mqtt/${name}`, JSON.stringify(state), { qos: 1 })

async function addressOf(device: string): Promise<string> {
  return (await api<{ address: string }>(`/api/devices/${device}`)).address
}

const plateEvent = (plate: string, plateid: number, serialno: string, confidence = 97) => ({
  AlarmInfoPlate: {
    channel: 0,
    deviceName: 'east',
    ipaddr: '192.0.2.7',
    result: {
      PlateResult: {
        license: plate,
        plateid,
        confidence,
        colorType: 1,
        type: 1,
        triggerType: 1,
        timeStamp: { Timeval: { sec: Math.floor(Date.now() / 1000), usec: 0 } },
        imagePath: '%B1%BE%B5%D8/1.jpg',
      },
    },
    serialno,
  },
})

async function post(source: string, body: string | object) {
  const response = await fetch(`${linli.url}/in/${source}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return { status: response.status, json: (await response.json()) as Record<string, unknown> }
}

test('an SOS pressed on a Zigbee button becomes an urgent alert, is handled by two people and closed with evidence', async () => {
  await zigbee(await addressOf('care-1-1-101-sos'), { action: 'emergency', battery: 99 })
  const { items } = await until(
    () => alertsOf('sos'),
    (page) => page.total > 0,
  )
  const alert = items[0] as Alert
  expect(alert.device).toBe('care-1-1-101-sos')

  const workers: Record<string, Api> = {
    shequ: api,
    wangge: await linli.signIn('wangge'),
    leader: await linli.signIn('wangge-zhang'),
  }
  let incident = await api<Incident>(`/api/incidents/${alert.incident}`)
  expect(incident.deadline).not.toBeNull()
  const done: string[] = []
  for (let round = 0; round < 12 && incident.closedAt === null; round++) {
    for (const [who, as] of Object.entries(workers)) {
      const seen = await as<Incident>(`/api/incidents/${alert.incident}`)
      const step = seen.steps.find((one) => one.primary)
      if (!step) continue
      const given: Record<string, unknown> = {
        action: step.action,
        version: seen.version,
        note: `${step.action} by ${who}`,
      }
      for (const field of step.fields.filter((one) => one.required)) {
        if (field.field === 'assignee') given.role = field.role
        if (field.field === 'form') {
          given.form = field.form
          given.values = await minimalAnswers(alert, field.form as string)
        }
        if (field.field === 'photo') given.evidence = [await uploadPhoto(linli, as)]
      }
      incident = await as<Incident>(`/api/incidents/${alert.incident}/actions`, { body: given })
      done.push(step.action)
      break
    }
  }
  expect(incident.closedAt).not.toBeNull()
  expect(incident.outcome).toBe('resolved')
  expect(done).toContain('sign')
  expect(done.at(-1)).toBe('close')
  expect(incident.timeline.length).toBeGreaterThanOrEqual(done.length)
})

async function uploadPhoto(to: Linli, _as: Api): Promise<string> {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
  const form = new FormData()
  form.set('file', new Blob([png], { type: 'image/png' }), 'photo.png')
  const session = await globalThis.fetch(`${to.url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: 'shequ', password: 'linli-shequ' }),
  })
  const cookie = session.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  const answer = await globalThis.fetch(`${to.url}/api/attachments`, {
    method: 'POST',
    headers: { cookie, origin: to.url },
    body: form,
  })
  return ((await answer.json()) as { hash: string }).hash
}

/** Fills every required field of a form with the first thing its schema allows. */
async function minimalAnswers(alert: Alert, form: string): Promise<Record<string, unknown>> {
  const { installation } = alert as unknown as { installation: string }
  const { contract } = await api<{
    contract: {
      forms: Record<
        string,
        { schema: { required?: string[]; properties: Record<string, Record<string, unknown>> } }
      >
    }
  }>(`/api/installations/${installation}`)
  const { required = [], properties } = contract.forms[form]?.schema ?? { properties: {} }
  return Object.fromEntries(required.map((name) => [name, firstValue(properties[name] ?? {})]))
}

function firstValue(schema: Record<string, unknown>): unknown {
  if (Array.isArray(schema.enum)) return schema.enum[0]
  switch (schema.type) {
    case 'boolean':
      return true
    case 'integer':
    case 'number':
      return schema.minimum ?? 1
    case 'array':
      return []
    default:
      return schema.format === 'date'
        ? '2026-11-21'
        : schema.format === 'date-time'
          ? '2026-11-21T08:00:00Z'
          : '已到现场核查'
  }
}

test('a registered plate opens the barrier in the answer, once; the same event again does not', async () => {
  const serial = await addressOf('gate-camera-1')
  const first = await post('demo-plates', plateEvent('鲁PD1234', 901, serial))
  expect(first.json).toMatchObject({ Response_AlarmInfoPlate: { info: 'ok' } })
  const again = await post('demo-plates', plateEvent('鲁PD1234', 901, serial))
  expect(again.json).not.toMatchObject({ Response_AlarmInfoPlate: { info: 'ok' } })
  const commands = await api<Page<{ device: string; name: string; state: string }>>(
    '/api/commands?device=gate-camera-1',
  )
  expect(commands.items.filter((one) => one.name === 'open').length).toBe(1)
  await until(
    () => api<Page<{ state: string }>>('/api/commands?device=gate-camera-1'),
    (page) => page.items[0]?.state === 'received',
  )
})

test('an unknown plate stays outside and raises an alert', async () => {
  const answer = await post('demo-plates', plateEvent('豫A00001', 902, await addressOf('gate-camera-1')))
  expect(answer.json).not.toMatchObject({ Response_AlarmInfoPlate: { info: 'ok' } })
  await until(
    () => alertsOf('unknown-plate'),
    (page) => page.total === 1,
  )
})

test('a bay sensor behind ChirpStack reports through the codec', async () => {
  const devEui = await addressOf('bay-a01')
  const uplink = {
    deduplicationId: 'e2e-1',
    time: new Date().toISOString(),
    deviceInfo: { devEui, applicationId: 'a' },
    fPort: 1,
    fCnt: 7,
    data: Buffer.from([1]).toString('base64'),
  }
  await broker.publishAsync(`application/a/device/${devEui}/event/up`, JSON.stringify(uplink), { qos: 1 })
  const bay = await until(
    () => api<{ values: { name: string; value: unknown }[] }>('/api/devices/bay-a01'),
    (device) => device.values.some((one) => one.name === 'occupied' && one.value === true),
  )
  expect(bay.values).toBeDefined()
})

test('a charge point boots, charges and reports a fault over OCPP 1.6-J in strict mode', async () => {
  const station = new RPCClient({
    endpoint: `${linli.url.replace('http', 'ws')}/ocpp`,
    identity: 'WT-CP-01',
    protocols: ['ocpp1.6'],
    strictMode: true,
  } as ConstructorParameters<typeof RPCClient>[0])
  await station.connect()
  const boot = await station.call('BootNotification', { chargePointVendor: 'V', chargePointModel: 'M' })
  expect(boot).toMatchObject({ status: 'Accepted' })
  const timestamp = () => new Date().toISOString()
  await station.call('StatusNotification', {
    connectorId: 1,
    errorCode: 'NoError',
    status: 'Preparing',
    timestamp: timestamp(),
  })
  expect(await station.call('Authorize', { idTag: 'WT260001' })).toMatchObject({
    idTagInfo: { status: 'Accepted' },
  })
  expect(await station.call('Authorize', { idTag: 'WT260099' })).toMatchObject({
    idTagInfo: { status: 'Blocked' },
  })
  expect(await station.call('Authorize', { idTag: 'NOBODY' })).toMatchObject({
    idTagInfo: { status: 'Invalid' },
  })
  const start = { connectorId: 1, idTag: 'WT260001', meterStart: 100, timestamp: timestamp() }
  const started = (await station.call('StartTransaction', start)) as { transactionId: number }
  expect(started.transactionId).toBeGreaterThan(0)
  const repeated = (await station.call('StartTransaction', start)) as { transactionId: number }
  expect(repeated.transactionId).toBe(started.transactionId)
  await station.call('MeterValues', {
    connectorId: 1,
    transactionId: started.transactionId,
    meterValue: [
      {
        timestamp: timestamp(),
        sampledValue: [{ value: '150', measurand: 'Energy.Active.Import.Register', unit: 'Wh' }],
      },
    ],
  })
  await station.call('StopTransaction', {
    transactionId: started.transactionId,
    meterStop: 900,
    timestamp: timestamp(),
    reason: 'Local',
  })
  await station.call('StatusNotification', {
    connectorId: 1,
    errorCode: 'GroundFailure',
    status: 'Faulted',
    timestamp: timestamp(),
  })
  await until(
    () => alertsOf('fault'),
    (page) => page.total === 1,
    30_000,
  )
  await station.close()
})

test('a thrown object reported by the video platform becomes an incident at its building', async () => {
  const cameraIndexCode = await addressOf('facade-camera-1')
  const at = new Date().toISOString()
  const report = {
    method: 'OnEventNotify',
    params: {
      ability: 'event_rule',
      sendTime: at,
      events: [
        {
          eventId: 'E2E-1',
          eventType: 930335,
          happenTime: at,
          srcIndex: cameraIndexCode,
          status: 0,
          timeout: 0,
          data: {
            ObjectsThrownDetection: [
              {
                Image: { resourcesContent: '/pic?1', resourcesContentType: 'uri' },
                RuleInfo: { ruleID: '1', ruleName: 'r', confidence: 90 },
                startTime: at,
                endTime: at,
              },
            ],
            channelID: 1,
            isDataRetransmission: false,
            targetAttrs: { cameraIndexCode, deviceIndexCode: 'd1' },
          },
        },
      ],
    },
  }
  expect((await post('demo-throwing', report)).status).toBe(200)
  const page = await until(
    () => api<Page<Alert>>('/api/alerts?installation=wutong-falling-objects'),
    (found) => found.total > 0,
  )
  expect(page.items[0]?.device).toBe('facade-camera-1')
})

test('the change feed tells of it all and resumes after a gap', async () => {
  const all = await api<{ items: { cursor: string; resource: string }[]; cursor: string }>(
    '/api/changes?after=0&limit=1000',
  )
  expect(new Set(all.items.map((one) => one.resource))).toContain('alerts')
  const middle = all.items[Math.floor(all.items.length / 2)]?.cursor
  const rest = await api<{ items: { cursor: string }[] }>(`/api/changes?after=${middle}&limit=1000`)
  expect(rest.items.map((one) => one.cursor).slice(0, 5)).toEqual(
    all.items
      .slice(Math.floor(all.items.length / 2) + 1)
      .map((one) => one.cursor)
      .slice(0, 5),
  )
})

test('a second start on the same data is refused and told who holds it', async () => {
  await expect(startLinli({ dir: linli.dir, args: ['--empty'] })).rejects.toThrow(
    new RegExp(`${linli.process.pid}`),
  )
})
