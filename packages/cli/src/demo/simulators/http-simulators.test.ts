import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { demoCameras, demoFacades } from '../devices.ts'
import { percentGbk } from './gbk.ts'
import { createPlateCamera } from './plate-camera.ts'
import { createThrowingPlatform } from './throwing-platform.ts'

let server: Server
let http: string
let posts: { path: string; body: string }[]
/** What the server answers, one after the other; null: nothing at all. The last one is repeated. */
let answers: (object | null)[]

beforeEach(async () => {
  posts = []
  answers = [{}]
  server = createServer(async (request, response) => {
    const body = (await request.toArray()).join('')
    posts.push({ path: request.url ?? '', body })
    const answer = answers.length > 1 ? answers.shift() : answers[0]
    if (answer) response.setHeader('content-type', 'application/json').end(JSON.stringify(answer))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  http = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterEach(() => {
  server.closeAllConnections()
  server.close()
})

const [camera] = demoCameras as [(typeof demoCameras)[number]]
const ok = { Response_AlarmInfoPlate: { info: 'ok' } }
const no = { Response_AlarmInfoPlate: { info: 'no' } }

test('the barrier opens for "ok" and for nothing else', async () => {
  const gate = createPlateCamera({ http, camera })
  const opened: boolean[] = []
  for (const answer of [ok, no, {}, { Response_AlarmInfoPlate: {} }]) {
    answers = [answer]
    opened.push((await gate.sendPlate('鲁PD1234')).opened)
  }
  expect(opened).toEqual([true, false, false, false])
  expect(gate.openings()).toBe(1)
})

test('an event nobody answered is sent again, with the same plate id', async () => {
  answers = [null, ok]
  const gate = createPlateCamera({ http, camera, timeout: 100 })
  expect(await gate.sendPlate('鲁PD1234')).toMatchObject({ opened: true, attempts: 2 })
  const ids = posts.map(({ body }) => JSON.parse(body).AlarmInfoPlate.result.PlateResult.plateid)
  expect(ids).toHaveLength(2)
  expect(new Set(ids).size).toBe(1)
})

test('the plate in the image path is percent-encoded GBK', async () => {
  expect(percentGbk('鲁P')).toBe('%C2%B3P')
  await createPlateCamera({ http, camera }).sendPlate('鲁PD1234')
  expect(posts[0]).toMatchObject({ path: '/in/demo-plates' })
  expect(JSON.parse(posts[0]!.body).AlarmInfoPlate.result.PlateResult.imagePath).toContain('%C2%B3PD1234')
})

test('a thrown object is reported with its camera, and a retransmission with the same event id', async () => {
  const platform = createThrowingPlatform({ http })
  const { cameraIndex } = demoFacades[0]!
  const { eventId } = await platform.throwObject(cameraIndex)
  await platform.throwObject(cameraIndex, { eventId, again: true })
  const events = posts.map(({ body }) => JSON.parse(body).params.events[0])
  expect(events.map((event) => event.eventId)).toEqual([eventId, eventId])
  expect(events.map((event) => event.data.isDataRetransmission)).toEqual([false, true])
  expect(events[0]).toMatchObject({ eventType: 930335, srcIndex: cameraIndex })
})
