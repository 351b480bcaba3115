import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { SourceSpec } from '@linli/sdk'
import { RPCClient } from 'ocpp-rpc'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { hashSecret } from '../../access/secret.ts'
import { isRefusal } from '../dialects/refusal.ts'
import { unwrap } from '../dialects/unwrap.ts'
import type { OutgoingCommand } from '../source.ts'
import { createTally } from '../tally.ts'
import { eventually } from '../testing/eventually.ts'
import { createJournalIngest } from '../testing/journal-ingest.ts'
import { createOcppCentral, type OcppCentralOptions } from './central.ts'
import { centralActions, violation } from './schemas.ts'
import type { IdTagStatus, OcppSuppliers } from './suppliers.ts'

const spec: SourceSpec = { title: { zh: '充电', en: 'charging' }, kind: 'ocpp', dialect: 'ocpp1.6' }
const cards: Readonly<Record<string, IdTagStatus>> = {
  GOOD: 'accepted',
  BLOCKED: 'blocked',
  OLD: 'expired',
  BUSY: 'concurrentTx',
}

/** Suppliers over maps: numbers are given once per station and identity. */
function createSuppliers(): OcppSuppliers & { readonly opened: Map<string, number> } {
  const opened = new Map<string, number>()
  return {
    opened,
    chargePoints: {
      find: async (id) => {
        if (id === 'SECRET')
          return { source: 's1', community: 'c1', passwordHash: hashSecret('long enough: yes') }
        if (id === 'STOPPED') return { source: 'gone', community: 'c1', passwordHash: null }
        return /^CP|^CERT/.test(id) ? { source: 's1', community: 'c1', passwordHash: null } : null
      },
    },
    transactions: {
      open: async ({ station, identity }) => {
        const key = `${station} ${identity}`
        const number = opened.get(key) ?? opened.size + 1
        opened.set(key, number)
        return number
      },
    },
    idTags: { check: async (_community, idTag) => cards[idTag] ?? 'invalid' },
  }
}

async function open(options: Partial<OcppCentralOptions> = {}) {
  const ingest = await createJournalIngest()
  onTestFinished(() => ingest[Symbol.asyncDispose]())
  const server = createServer((_request, response) => response.writeHead(404).end())
  const tally = createTally()
  const suppliers = createSuppliers()
  const central = createOcppCentral({
    server,
    ingest,
    suppliers,
    source: (id) => (id === 's1' ? { tally, heartbeat: 120 } : undefined),
    ...options,
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  onTestFinished(async () => {
    await central[Symbol.asyncDispose]()
    server.close()
  })
  const endpoint = `ws://127.0.0.1:${port}/ocpp`
  /** A charge point we did not write, that checks every message against the published schemas. */
  const station = async (identity: string, more: object = {}) => {
    const client = new RPCClient({
      endpoint,
      identity,
      protocols: ['ocpp1.6'],
      strictMode: true,
      reconnect: false,
      ...more,
    } as ConstructorParameters<typeof RPCClient>[0])
    const violations: unknown[] = []
    client.on('strictValidationFailure', (failure) => violations.push(failure))
    onTestFinished(
      () => void client.close({ force: true, code: 1000, reason: '', awaitPending: false }).catch(() => {}),
    )
    await client.connect()
    const call = (action: string, payload: object) =>
      client.call(action, payload, {}) as Promise<Record<string, unknown>>
    return { client, call, violations }
  }
  /** A charge point that sends whatever text it is given. */
  const wire = async (
    identity: string,
    protocols: string[] = ['ocpp1.6'],
    headers: Record<string, string> = {},
  ) => {
    const socket = new WebSocket(`${endpoint}/${identity}`, protocols, { headers })
    onTestFinished(() => socket.terminate())
    await once(socket, 'open')
    const received: unknown[] = []
    socket.on('message', (data) => received.push(JSON.parse(String(data))))
    const ask = async (text: string): Promise<readonly unknown[]> => {
      const next = once(socket, 'message')
      socket.send(text)
      return JSON.parse(String((await next)[0]))
    }
    return { socket, received, ask }
  }
  return { ingest, tally, suppliers, central, station, wire, port, endpoint }
}

const start = { connectorId: 1, idTag: 'GOOD', meterStart: 100, timestamp: '2026-11-21T08:00:00Z' }

test('a whole session with a strict client: every CALL is journalled, every answer conforms', async () => {
  const { ingest, tally, station } = await open()
  const { call, violations } = await station('CP1')
  const boot = await call('BootNotification', { chargePointVendor: 'V', chargePointModel: 'M' })
  expect(boot).toMatchObject({ status: 'Accepted', interval: 120 })
  expect(Date.parse(String(boot.currentTime))).toBe((await ingest.kept())[0]!.stamp)
  await call('StatusNotification', { connectorId: 1, errorCode: 'NoError', status: 'Preparing' })
  expect(await call('Authorize', { idTag: 'GOOD' })).toEqual({ idTagInfo: { status: 'Accepted' } })
  expect(await call('StartTransaction', start)).toEqual({
    idTagInfo: { status: 'Accepted' },
    transactionId: 1,
  })
  const meterValue = [{ timestamp: '2026-11-21T08:05:00Z', sampledValue: [{ value: '1500' }] }]
  await call('MeterValues', { connectorId: 1, transactionId: 1, meterValue })
  expect(await call('DataTransfer', { vendorId: 'V' })).toEqual({ status: 'UnknownVendorId' })
  await call('FirmwareStatusNotification', { status: 'Idle' })
  await call('DiagnosticsStatusNotification', { status: 'Idle' })
  expect(await call('Heartbeat', {})).toHaveProperty('currentTime')
  const stop = { transactionId: 1, idTag: 'GOOD', meterStop: 1600, timestamp: '2026-11-21T08:10:00Z' }
  expect(await call('StopTransaction', stop)).toEqual({ idTagInfo: { status: 'Accepted' } })
  expect(violations).toEqual([])
  const kept = await ingest.kept()
  expect(kept.map(({ channel }) => channel)).toEqual([
    'BootNotification',
    'StatusNotification',
    'Authorize',
    'StartTransaction',
    'MeterValues',
    'DataTransfer',
    'FirmwareStatusNotification',
    'DiagnosticsStatusNotification',
    'Heartbeat',
    'StopTransaction',
  ])
  expect(
    kept.every(
      ({ address, source, community }) => address === 'CP1' && source === 's1' && community === 'c1',
    ),
  ).toBe(true)
  expect(kept[3]!.meta).toMatchObject({ transactionId: '1', idTagStatus: 'accepted' })
  expect(kept.map((entry) => unwrap(spec, entry)).filter(isRefusal)).toEqual([])
  expect(tally).toMatchObject({ accepted: 10, refused: 0 })
})

test.each([
  ['GOOD', 'Accepted'],
  ['BLOCKED', 'Blocked'],
  ['OLD', 'Expired'],
  ['BUSY', 'ConcurrentTx'],
  ['STRANGER', 'Invalid'],
])('the card %s is answered %s, and the journal knows', async (idTag, status) => {
  const { ingest, station } = await open()
  const { call } = await station('CP1')
  expect(await call('Authorize', { idTag })).toEqual({ idTagInfo: { status } })
  expect((await ingest.kept())[0]!.meta.idTagStatus).toBe(cards[idTag] ?? 'invalid')
})

test('a repeated StartTransaction gets the same number and is the same event', async () => {
  const { ingest, wire, suppliers } = await open()
  const first = await wire('CP1')
  const answer = await first.ask(JSON.stringify([2, 'a', 'StartTransaction', start]))
  first.socket.terminate()
  const second = await wire('CP1')
  expect(await second.ask(JSON.stringify([2, 'b', 'StartTransaction', start]))).toEqual([3, 'b', answer[2]])
  expect(
    await second.ask(JSON.stringify([2, 'c', 'StartTransaction', { ...start, connectorId: 2 }])),
  ).toMatchObject([3, 'c', { transactionId: 2 }])
  expect(suppliers.opened.size).toBe(2)
  const identities = (await ingest.kept()).map((entry) => {
    const unwrapped = unwrap(spec, entry)
    return isRefusal(unwrapped) ? null : unwrapped[0]!.identity
  })
  expect(identities[1]).toBe(identities[0])
  expect(identities[2]).not.toBe(identities[0])
})

test('nothing is answered before it is on disk', async () => {
  const { ingest, wire } = await open()
  const release = ingest.hold()
  const { socket, received } = await wire('CP1')
  socket.send('[2,"a","Heartbeat",{}]')
  // The pong comes after everything that was answered to what went before the ping.
  socket.ping()
  await once(socket, 'pong')
  expect(received).toEqual([])
  release()
  await eventually(() => expect(received).toMatchObject([[3, 'a', {}]]))
  expect(ingest.count).toBe(1)
})

test('what cannot be stored is refused, so that the station sends it again', async () => {
  const { ingest, wire, tally } = await open()
  const { ask } = await wire('CP1')
  ingest.failure = Object.assign(new Error('full'), { code: 'journal.full' })
  expect(await ask('[2,"a","Heartbeat",{}]')).toEqual([4, 'a', 'InternalError', expect.any(String), {}])
  expect(tally).toMatchObject({ refused: 1, lastError: { code: 'journal.full' } })
  ingest.failure = null
  expect(await ask('[2,"b","Heartbeat",{}]')).toEqual([3, 'b', expect.anything()])
})

test('a supplier that is away leads to a repetition, not to a made-up answer', async () => {
  const suppliers = createSuppliers()
  const { ingest, wire } = await open({
    suppliers: { ...suppliers, idTags: { check: () => Promise.reject(new Error('database away')) } },
  })
  const { ask } = await wire('CP1')
  expect(await ask('[2,"a","Authorize",{"idTag":"GOOD"}]')).toEqual([
    4,
    'a',
    'InternalError',
    expect.any(String),
    {},
  ])
  expect(ingest.count).toBe(0)
})

test('offline messages sent in one go are answered in order, one at a time', async () => {
  const { ingest, wire } = await open()
  const { socket, received } = await wire('CP1')
  const ids = Array.from({ length: 200 }, (_, at) => `m${at}`)
  for (const id of ids) socket.send(JSON.stringify([2, id, 'Heartbeat', {}]))
  await eventually(() => expect(received).toHaveLength(200))
  expect(received.map((frame) => (frame as string[])[1])).toEqual(ids)
  expect((await ingest.kept()).map(({ meta }) => meta.messageId)).toEqual(ids)
})

test.each([
  [
    '[2,"a","Heartbeat",{"x":1}]',
    'a',
    'OccurrenceConstraintViolation|PropertyConstraintViolation',
    'ocpp.schema',
  ],
  [
    '[2,"a","StatusNotification",{"connectorId":"1","errorCode":"NoError","status":"Available"}]',
    'a',
    'TypeConstraintViolation',
    'ocpp.schema',
  ],
  ['[2,"a","StatusNotification",{"connectorId":1}]', 'a', 'OccurrenceConstraintViolation', 'ocpp.schema'],
  ['[2,"a","Authorize",{"idTag":"123456789012345678901"}]', 'a', 'FormationViolation', 'ocpp.schema'],
  ['[2,"a","Gossip",{}]', 'a', 'NotImplemented', 'ocpp.action'],
  ['[2,"a","Heartbeat"]', 'a', 'FormationViolation', 'ocpp.frame'],
  ['[2,17,"Heartbeat",{}]', '-1', 'FormationViolation', 'ocpp.frame'],
  ['{"a":1}', '-1', 'FormationViolation', 'ocpp.frame'],
  ['no JSON', '-1', 'FormationViolation', 'source.unparseable'],
])('%s is refused with its code, kept, and the connection stays', async (text, id, code, refusal) => {
  const { ingest, wire, tally } = await open()
  const { ask } = await wire('CP1')
  const answer = await ask(text)
  expect(answer.slice(0, 2)).toEqual([4, id])
  expect(String(answer[2])).toMatch(new RegExp(`^(${code})$`))
  expect(await ask('[2,"b","Heartbeat",{}]')).toEqual([3, 'b', expect.anything()])
  // It is a dead letter later, and counted as one.
  expect(tally).toMatchObject({ accepted: 1, refused: 0 })
  expect(unwrap(spec, (await ingest.kept())[0]!)).toMatchObject({ code: refusal })
})

test('a station that sends nothing but rubbish is disconnected', async () => {
  const { wire } = await open()
  const { socket } = await wire('CP1')
  for (let at = 0; at < 10; at++) socket.send('rubbish')
  expect((await once(socket, 'close'))[0]).toBe(1002)
})

test('a message over the limit ends the connection', async () => {
  const { wire, ingest, tally } = await open()
  const { socket } = await wire('CP1')
  socket.send(`[2,"a","DataTransfer",{"vendorId":"${'x'.repeat(70_000)}"}]`)
  expect((await once(socket, 'close'))[0]).toBe(1009)
  expect(ingest.count).toBe(0)
  expect(tally).toMatchObject({ refused: 1, lastError: { code: 'ocpp.oversize' } })
  expect(tally.knocks.list()).toMatchObject([{ address: 'CP1', code: 'ocpp.oversize', count: 1 }])
})

async function refusedWith(url: string, headers: Record<string, string> = {}): Promise<number> {
  const socket = new WebSocket(url, ['ocpp1.6'], { headers })
  socket.on('error', () => {})
  const [, response] = await once(socket, 'unexpected-response')
  socket.terminate()
  return response.statusCode
}

test('unknown stations, stations of stopped sources and other paths are refused and counted', async () => {
  const { central, endpoint, port } = await open()
  expect(await refusedWith(`${endpoint}/STRANGER`)).toBe(404)
  expect(await refusedWith(`${endpoint}/STOPPED`)).toBe(404)
  expect(central.refusals).toMatchObject({ refused: 2, lastError: { code: 'ocpp.station' } })
  expect(await refusedWith(`ws://127.0.0.1:${port}/other`)).toBe(404)
  expect(await refusedWith(`${endpoint}/%00`)).toBe(404)
  expect(central.refusals.knocks.list()).toMatchObject([
    { address: '%00' },
    { address: 'STOPPED', code: 'ocpp.station' },
    { address: 'STRANGER', code: 'ocpp.station', count: 1 },
  ])
})

const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` })

test('a station with a password has to show it', async () => {
  const { tally, endpoint, station } = await open()
  expect(await refusedWith(`${endpoint}/SECRET`)).toBe(401)
  expect(await refusedWith(`${endpoint}/SECRET`, basic('SECRET:wrong'))).toBe(401)
  expect(await refusedWith(`${endpoint}/SECRET`, basic('OTHER:long enough: yes'))).toBe(401)
  expect(tally).toMatchObject({ refused: 3, lastError: { code: 'ocpp.password' } })
  const { call } = await station('SECRET', { password: 'long enough: yes' })
  await call('Heartbeat', {})
})

test('a client without our subprotocol is let in and shown out, as OCPP-J has it', async () => {
  const { wire, central, tally } = await open()
  const { socket } = await wire('CP1', [])
  expect((await once(socket, 'close'))[0]).toBe(1002)
  expect(central.stations()).toEqual([])
  expect(tally.knocks.list()).toMatchObject([{ address: 'CP1', code: 'ocpp.protocol' }])
})

test('the newer connection of a station replaces the older one', async () => {
  const { central, wire } = await open()
  const first = await wire('CP1')
  const gone = once(first.socket, 'close')
  const second = await wire('CP1')
  await gone
  expect(central.stations()).toEqual(['CP1'])
  expect(await second.ask('[2,"a","Heartbeat",{}]')).toEqual([3, 'a', expect.anything()])
})

test('a station flapping a hundred times leaves one connection and loses nothing acknowledged', async () => {
  const { ingest, central, wire } = await open()
  for (let round = 0; round < 100; round++) {
    const { ask, socket } = await wire('CP1')
    await ask(`[2,"r${round}","Heartbeat",{}]`)
    socket.terminate()
  }
  expect(ingest.count).toBe(100)
  await eventually(() => expect(central.stations()).toEqual([]))
})

test('a station that answers no ping is disconnected', async () => {
  const { wire, central } = await open({ pingInterval: 40 })
  const { socket } = await wire('CP1')
  const { socket: deaf } = await wire('CP2')
  deaf.pause()
  await eventually(() => expect(central.stations()).toEqual(['CP1']))
  expect(socket.readyState).toBe(WebSocket.OPEN)
})

const command = (name: string, args: object, more: Partial<OutgoingCommand> = {}): OutgoingCommand => ({
  id: 'k1',
  device: 'd1',
  address: 'CP1',
  source: 's1',
  name,
  args: { ...args },
  notAfter: Date.now() + 10_000,
  ...more,
})

test.each([
  [
    'remoteStartTransaction',
    { idTag: 'GOOD', connectorId: 1 },
    { status: 'Accepted' },
    { state: 'received' },
  ],
  [
    'RemoteStopTransaction',
    { transactionId: 1 },
    { status: 'Rejected' },
    { state: 'rejected', reason: 'Rejected' },
  ],
  ['reset', { type: 'Soft' }, { status: 'Accepted' }, { state: 'received' }],
  ['unlockConnector', { connectorId: 1 }, { status: 'Unlocked' }, { state: 'confirmed' }],
  [
    'unlockConnector',
    { connectorId: 1 },
    { status: 'UnlockFailed' },
    { state: 'rejected', reason: 'UnlockFailed' },
  ],
  [
    'changeAvailability',
    { connectorId: 1, type: 'Inoperative' },
    { status: 'Scheduled' },
    { state: 'received' },
  ],
  [
    'triggerMessage',
    { requestedMessage: 'Heartbeat' },
    { status: 'NotImplemented' },
    { state: 'rejected', reason: 'NotImplemented' },
  ],
  [
    'changeConfiguration',
    { key: 'HeartbeatInterval', value: '60' },
    { status: 'RebootRequired' },
    { state: 'received' },
  ],
])('the command %s %o, answered %o, is %o', async (name, args, reply, answer) => {
  const { central, station } = await open()
  const { client, violations } = await station('CP1')
  const asked: unknown[] = []
  for (const action of centralActions) {
    client.handle(action, async ({ params }) => {
      asked.push([action.toLowerCase(), params])
      return reply
    })
  }
  expect(await central.send(command(name, args))).toEqual(answer)
  expect(asked).toEqual([[name.toLowerCase(), args]])
  expect(violations).toEqual([])
})

test('the configuration a station tells is journalled', async () => {
  const { central, ingest, station } = await open()
  const { client } = await station('CP1')
  const configuration = {
    configurationKey: [{ key: 'HeartbeatInterval', readonly: false, value: '60' }],
    unknownKey: [],
  }
  client.handle('GetConfiguration', async () => configuration as never)
  expect(await central.send(command('getConfiguration', {}))).toEqual({ state: 'confirmed' })
  const [kept] = await ingest.kept()
  expect(unwrap(spec, kept!)).toMatchObject([
    { address: 'CP1', message: { channel: 'GetConfiguration.conf', json: configuration } },
  ])
})

test('commands to one station go out one after the other', async () => {
  const { central, wire } = await open()
  const { socket, received } = await wire('CP1')
  const first = central.send(command('reset', { type: 'Soft' }))
  const second = central.send(command('reset', { type: 'Hard' }))
  await eventually(() => expect(received).toHaveLength(1))
  socket.send(JSON.stringify([3, (received[0] as string[])[1], { status: 'Accepted' }]))
  expect(await first).toEqual({ state: 'received' })
  await eventually(() => expect(received).toHaveLength(2))
  socket.send(JSON.stringify([4, (received[1] as string[])[1], 'NotSupported', 'no hard reset', {}]))
  expect(await second).toEqual({ state: 'rejected', reason: 'NotSupported: no hard reset' })
})

test('a command never leaves when it is unknown, malformed, too late, or nobody is there', async () => {
  const { central, wire } = await open()
  const { received } = await wire('CP1')
  expect(await central.send(command('explode', {}))).toEqual({ state: 'rejected', reason: 'unknown-command' })
  expect(await central.send(command('reset', { type: 'Softly' }))).toMatchObject({ state: 'rejected' })
  expect(await central.send(command('reset', { type: 'Soft' }, { notAfter: Date.now() - 1 }))).toEqual({
    state: 'rejected',
    reason: 'expired',
  })
  expect(await central.send(command('reset', { type: 'Soft' }, { address: 'CP2' }))).toEqual({
    state: 'rejected',
    reason: 'not-connected',
  })
  expect(await central.send(command('reset', { type: 'Soft' }, { source: 's2' }))).toEqual({
    state: 'rejected',
    reason: 'not-connected',
  })
  expect(received).toEqual([])
})

test('a command whose answer never comes ends as unknown', async () => {
  const { central, wire } = await open({ callTimeout: 50 })
  const { socket, received } = await wire('CP1')
  expect(await central.send(command('reset', { type: 'Soft' }))).toEqual({
    state: 'unknown',
    reason: 'no-answer',
  })
  const lost = central.send(command('reset', { type: 'Soft' }))
  await eventually(() => expect(received).toHaveLength(2))
  socket.terminate()
  expect(await lost).toMatchObject({ state: 'unknown' })
})

const recorded = new URL('../../../../../../shared/data/ocpp/', import.meta.url)
if (!existsSync(recorded)) console.log('recorded OCPP sessions are not here: skipped')

test
  .skipIf(!existsSync(recorded))
  .each(['cert16-tc001-cold-boot', 'cert16-tc003-charging-plugin-first', 'cert16-tc010-remote-start'])(
  'the recorded session %s is answered as an independent server answered it',
  async (name) => {
    const lines = readFileSync(new URL(`${name}.jsonl`, recorded), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    const suppliers = {
      ...createSuppliers(),
      idTags: { check: async (): Promise<IdTagStatus> => 'accepted' },
    }
    const { wire } = await open({ suppliers })
    const { ask } = await wire(lines[0].chargePointId)
    const answers = new Map(
      lines.filter((line) => line.direction === 'csms-to-cp').map((line) => [line.messageId, line]),
    )
    for (const line of lines.filter((one) => one.direction === 'cp-to-csms' && one.messageType === 'CALL')) {
      const answer = await ask(line.raw)
      expect(answer.slice(0, 2)).toEqual([3, line.messageId])
      expect(violation(line.action, 'conf', answer[2])).toBeNull()
      expect(Object.keys(answer[2] as object)).toEqual(
        expect.arrayContaining(Object.keys(answers.get(line.messageId).payload)),
      )
    }
  },
)
