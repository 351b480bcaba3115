import assert from 'node:assert'
import { connect } from 'node:net'

/** Where a Mosquitto for tests is expected. */
export const mosquittoUrl = process.env.LINLI_TEST_MOSQUITTO ?? 'mqtt://127.0.0.1:1883'

/** Its host and port, as a socket takes them. */
export const mosquittoAddress = {
  host: new URL(mosquittoUrl).hostname,
  port: Number(new URL(mosquittoUrl).port || 1883),
}

/** Whether one answers; says so where not. With LINLI_REQUIRE_ALL=1 it has to be there. */
export async function hasMosquitto(): Promise<boolean> {
  if (await answers()) return true
  assert(
    process.env.LINLI_REQUIRE_ALL !== '1',
    `LINLI_REQUIRE_ALL=1, but no Mosquitto answers on ${mosquittoUrl}`,
  )
  console.log(`no Mosquitto on ${mosquittoUrl}: its tests are skipped`)
  return false
}

function answers(): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(mosquittoAddress)
    socket.setTimeout(2_000, () => socket.destroy())
    socket.once('connect', () => {
      resolve(true)
      socket.destroy()
    })
    socket.once('error', () => {})
    socket.once('close', () => resolve(false))
  })
}
