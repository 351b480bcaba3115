import { once } from 'node:events'
import { connect } from 'node:net'
import type { SourceSpec } from '@linli/sdk'
import fastify from 'fastify'
import { fetch } from 'undici'
import { expect, onTestFinished, test } from 'vitest'
import { hashSecret } from '../../access/secret.ts'
import { hasCode, type RuntimeError } from '../../errors.ts'
import type { CommandAnswer, OutgoingCommand } from '../source.ts'
import type { SourceRow } from '../source-row.ts'
import { createTally } from '../tally.ts'
import { eventually } from '../testing/eventually.ts'
import { createJournalIngest } from '../testing/journal-ingest.ts'
import type { HttpCommands } from './commands.ts'
import { httpBodyLimit, registerHttpSources } from './register.ts'

const title = { zh: '抓拍', en: 'camera' }
const camera: SourceSpec = {
  title,
  kind: 'http',
  dialect: 'json',
  address: '/serialno',
  identity: '/plateid',
  answer: { command: 'open', within: '300ms', granted: { info: 'ok' }, otherwise: { info: 'no' } },
}
const plain: SourceSpec = { title, kind: 'http', dialect: 'json', address: '/id' }

const noCommands: HttpCommands = { claim: async () => null, answered: () => {} }

async function open(row: Partial<SourceRow>, commands: HttpCommands = noCommands) {
  const ingest = await createJournalIngest()
  onTestFinished(() => ingest[Symbol.asyncDispose]())
  const full: SourceRow = { id: 's1', community: 'c1', spec: plain, config: {}, ...row }
  const tally = createTally()
  const app = fastify()
  app.setErrorHandler<RuntimeError>((error, _request, reply) =>
    reply.code(error.status ?? 500).send({ code: error.code }),
  )
  registerHttpSources(
    app,
    { find: (id) => (id === 's1' ? { row: full, tally } : undefined) },
    ingest,
    commands,
  )
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  onTestFinished(() => app.close())
  const post = (body: string | Uint8Array | object, path = '/in/s1', headers: Record<string, string> = {}) =>
    fetch(`${url}${path}`, {
      method: 'POST',
      body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    })
  return { ingest, tally, post, port: Number(new URL(url).port) }
}

const command: OutgoingCommand = {
  id: 'k1',
  device: 'd1',
  address: 'cam',
  source: 's1',
  name: 'open',
  args: {},
  notAfter: 0,
}
const event = { serialno: 'cam', plateid: 7 }

test('a post is answered after the journal has its bytes', async () => {
  const { ingest, post, tally } = await open({})
  const release = ingest.hold()
  let answered = false
  const response = post('{"id": 1,  "v":2}').then((answer) => {
    answered = true
    return answer
  })
  await expect(post({}, '/in/other')).resolves.toMatchObject({ status: 404 })
  expect(answered).toBe(false)
  release()
  expect((await response).status).toBe(200)
  expect(await ingest.kept()).toMatchObject([
    { community: 'c1', source: 's1', channel: '/in/s1', meta: { contentType: 'application/json' } },
  ])
  expect(Buffer.from((await ingest.kept())[0]!.body).toString()).toBe('{"id": 1,  "v":2}')
  expect(tally).toMatchObject({ accepted: 1, refused: 0 })
})

test.each([
  ['text/xml', Buffer.from('<a/>')],
  ['multipart/form-data; boundary=x', Buffer.from('--x\r\n\r\nhello\r\n--x--')],
  ['application/json', Buffer.from('not JSON')],
  ['application/octet-stream', Buffer.from([0, 255, 1])],
])('a body of type %s is kept as it came', async (type, body) => {
  const { ingest, post } = await open({})
  expect((await post(body, '/in/s1', { 'content-type': type })).status).toBe(200)
  const [kept] = await ingest.kept()
  expect(Buffer.from(kept!.body)).toEqual(body)
})

test('a body over 1 MiB is refused and counted', async () => {
  const { ingest, post, tally } = await open({})
  const response = await post(Buffer.alloc(httpBodyLimit + 1))
  expect([response.status, await response.json()]).toEqual([413, { code: 'source.oversize' }])
  expect((await post(Buffer.alloc(httpBodyLimit))).status).toBe(200)
  expect(ingest.count).toBe(1)
  expect(tally).toMatchObject({ accepted: 1, refused: 1, lastError: { code: 'source.oversize' } })
})

test('a token may come as bearer, header or last part of the path, and is never kept', async () => {
  const { ingest, post, tally } = await open({ config: { tokenHash: hashSecret('sesame') } })
  const statuses = await Promise.all([
    post({}, '/in/s1', { authorization: 'Bearer sesame' }),
    post({}, '/in/s1', { 'x-token': 'sesame' }),
    post({}, '/in/s1/sesame'),
    post({}),
    post({}, '/in/s1/wrong'),
  ])
  expect(statuses.map(({ status }) => status)).toEqual([200, 200, 200, 401, 401])
  expect(tally).toMatchObject({ accepted: 3, refused: 2, lastError: { code: 'source.token' } })
  expect(tally.knocks.list()).toMatchObject([{ address: '127.0.0.1', code: 'source.token', count: 2 }])
  expect(JSON.stringify(await ingest.kept())).not.toContain('sesame')
})

test('when the journal cannot write, the sender hears of it and may send again', async () => {
  const { ingest, post, tally } = await open({})
  ingest.failure = Object.assign(new Error('full'), { code: 'journal.full', status: 503 })
  expect((await post({})).status).toBe(503)
  expect(tally.lastError).toMatchObject({ code: 'journal.full' })
})

test('the answer opens the barrier when its own message led to the command, and says so afterwards', async () => {
  const claims: unknown[] = []
  const answers: CommandAnswer[] = []
  const { post } = await open(
    { spec: camera },
    {
      claim: async (...claim) => {
        claims.push(claim.slice(0, 4))
        return command
      },
      answered: (_command, answer) => answers.push(answer),
    },
  )
  const response = await post(event)
  expect(await response.json()).toEqual({ info: 'ok' })
  expect(claims).toEqual([['s1', 1, 'cam', 'open']])
  await eventually(() => expect(answers).toEqual([{ state: 'received' }]))
})

test('without a command, or with a body that names no device, the answer is the other one', async () => {
  const { ingest, post } = await open({ spec: camera })
  expect(await (await post(event)).json()).toEqual({ info: 'no' })
  expect(await (await post('{"serialno":')).json()).toEqual({ info: 'no' })
  expect(ingest.count).toBe(2)
})

test('a verdict that takes too long is not waited for, and a command that comes after it is reported as never sent', async () => {
  const answers: CommandAnswer[] = []
  let told: AbortSignal | undefined
  const late = Promise.withResolvers<OutgoingCommand>()
  const { post } = await open(
    { spec: { ...camera, answer: { ...camera.answer!, within: '20ms' } } },
    {
      claim: (_source, _position, _address, _command, signal) => {
        told = signal
        return late.promise
      },
      answered: (_command, answer) => answers.push(answer),
    },
  )
  expect(await (await post(event)).json()).toEqual({ info: 'no' })
  expect(told?.aborted).toBe(true)
  late.resolve(command)
  await eventually(() => expect(answers).toEqual([{ state: 'rejected', reason: 'answer-too-late' }]))
})

test('a claim that fails is answered with the other answer: the message is kept', async () => {
  const { ingest, post, tally } = await open(
    { spec: camera },
    { ...noCommands, claim: () => Promise.reject(new Error('database away')) },
  )
  expect(await (await post(event)).json()).toEqual({ info: 'no' })
  expect(ingest.count).toBe(1)
  expect(tally.lastError?.message.en).toContain('database away')
})

test('a sender that hangs up while it waits gets no command', async () => {
  const answers: CommandAnswer[] = []
  const asked = Promise.withResolvers<AbortSignal>()
  const late = Promise.withResolvers<OutgoingCommand>()
  const { port } = await open(
    { spec: camera },
    {
      claim: (_source, _position, _address, _command, signal) => {
        asked.resolve(signal)
        return late.promise
      },
      answered: (_command, answer) => answers.push(answer),
    },
  )
  const body = JSON.stringify(event)
  const socket = connect(port, '127.0.0.1')
  socket.write(
    `POST /in/s1 HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  )
  const signal = await asked.promise
  const aborted = once(signal, 'abort')
  socket.destroy()
  await aborted
  late.resolve(command)
  await eventually(() => expect(answers).toEqual([{ state: 'rejected', reason: 'answer-too-late' }]))
})

test('an error of ours is recognised by its code', async () => {
  const { post } = await open({})
  const body = await (await post({}, '/in/nowhere')).json()
  expect(hasCode(body, 'source.unknown')).toBe(true)
})
