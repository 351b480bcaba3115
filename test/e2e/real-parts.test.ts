import mqtt from 'mqtt'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Linli, startLinli, until } from '../linli.ts'

/** The same server on a PostgreSQL server and an external broker. */
const postgres = process.env.DATABASE_URL_TEST ?? 'postgres://root@127.0.0.1:5432/postgres'
const broker = process.env.LINLI_TEST_MOSQUITTO ?? 'mqtt://127.0.0.1:1883'

const answering = async () => {
  const client = new pg.Client({ connectionString: postgres, connectionTimeoutMillis: 2000 })
  await client.connect()
  await client.end()
  const connection = await mqtt.connectAsync(broker, { connectTimeout: 2000, reconnectPeriod: 0 })
  await connection.endAsync()
}
const missing = await answering().then(
  () => null,
  (error: Error) => error.message || String(error),
)
if (missing !== null) {
  if (process.env.LINLI_REQUIRE_ALL) throw new Error(`LINLI_REQUIRE_ALL is set, but: ${missing}`)
  console.log(
    `skipped: PostgreSQL (DATABASE_URL_TEST) and a broker (LINLI_TEST_MOSQUITTO) are needed: ${missing}`,
  )
}

const database = `linli_e2e_${process.pid}`
let linli: Linli | undefined

async function admin(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: postgres })
  await client.connect()
  await client.query(sql)
  await client.end()
}

beforeAll(async () => {
  if (missing !== null) return
  await admin(`create database ${database}`)
  const url = new URL(postgres)
  url.pathname = `/${database}`
  linli = await startLinli({ env: { DATABASE_URL: url.href, MQTT_URL: broker } })
})

afterAll(async () => {
  await linli?.[Symbol.asyncDispose]()
  if (missing === null) await admin(`drop database if exists ${database} with (force)`)
})

test.skipIf(missing !== null)(
  'a message over an external broker ends as an alert in PostgreSQL',
  async () => {
    const api = await (linli as Linli).signIn()
    const { address } = await api<{ address: string }>('/api/devices/care-1-1-101-sos')
    const client = await mqtt.connectAsync(broker)
    await client.publishAsync(
      `zigbee2mqtt/${address}`,
      JSON.stringify({ action: 'emergency', battery: 98 }),
      { qos: 1 },
    )
    const page = await until(
      () => api<{ items: { device: string }[]; total: number }>('/api/alerts?rule=sos'),
      (found) => found.total === 1,
    )
    expect(page.items[0]?.device).toBe('care-1-1-101-sos')
    await client.endAsync()
  },
)
