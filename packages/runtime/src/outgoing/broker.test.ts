import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { isPublicAddress } from './address.ts'
import { type BrokerOptions, createBroker } from './broker.ts'
import { readHostGrant } from './grant.ts'

/** A server on this machine, which plays the server of a platform. */
async function serve(listener: RequestListener): Promise<{ port: number; seen: string[] }> {
  const seen: string[] = []
  const server = createServer((request, response) => {
    seen.push(`${request.headers.host} ${request.url}`)
    listener(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { port: (server.address() as AddressInfo).port, seen }
}

const granted = (...grants: string[]) => grants.flatMap((grant) => readHostGrant(grant) ?? [])
const here = [{ address: '127.0.0.1', family: 4 }]
const limits = { bytes: 10_000, time: 400 }

function ask(port: number, options: BrokerOptions = {}, path = '/') {
  return createBroker({ limits, resolve: async () => here, ...options }).fetch({
    url: `http://meters.example:${port}${path}`,
    grants: granted(`http-private:meters.example:${port}`),
  })
}

test('what is granted is fetched, under its own name, from the address it was resolved to', async () => {
  const { port, seen } = await serve((_request, response) =>
    response.setHeader('content-type', 'application/json').end('{"litres":7}'),
  )
  const answer = await ask(port, {}, '/now?a=1')
  expect([answer.contentType, answer.body.toString()]).toEqual(['application/json', '{"litres":7}'])
  expect(seen).toEqual([`meters.example:${port} /now?a=1`])
})

test('what is not granted is refused before a name is resolved', async () => {
  let asked = 0
  const broker = createBroker({
    limits,
    resolve: async () => {
      asked += 1
      return here
    },
  })
  const grants = granted('http:meters.example:443')
  for (const url of [
    'http://meters.example/',
    'https://meters.example:8443/',
    'https://other.example/',
    'https://meters.example.evil.example/',
  ])
    await expect(broker.fetch({ url, grants })).rejects.toMatchObject({ code: 'outgoing.not-granted' })
  for (const url of [
    'file:///etc/passwd',
    'https://user:pass@meters.example/',
    'ftp://meters.example/',
    'no url',
  ])
    await expect(broker.fetch({ url, grants })).rejects.toMatchObject({ code: 'outgoing.url' })
  expect(asked).toBe(0)
})

test('a name that leads inside is refused unless that is granted, also among public addresses', async () => {
  const { port, seen } = await serve((_request, response) => response.end('secret'))
  const outside = { address: '93.184.216.34', family: 4 }
  for (const found of [here, [outside, ...here], [{ address: '::ffff:127.0.0.1', family: 6 }]]) {
    const broker = createBroker({ limits, resolve: async () => found })
    const grants = granted(`http:meters.example:${port}`)
    await expect(broker.fetch({ url: `http://meters.example:${port}/`, grants })).rejects.toMatchObject({
      code: 'outgoing.private',
    })
  }
  for (const host of ['127.0.0.1', '2130706433', '0x7f.1', '[::1]', '[::ffff:127.0.0.1]']) {
    const url = `http://${host}:${port}/`
    const grants = granted(`http:${new URL(url).host}`)
    await expect(createBroker({ limits }).fetch({ url, grants })).rejects.toMatchObject({
      code: 'outgoing.private',
    })
  }
  expect(seen).toEqual([])
})

test('a name that changes its address between question and connection changes nothing', async () => {
  const { port, seen } = await serve((_request, response) => response.end('inside'))
  let asked = 0
  // First a public address where nobody answers, then this machine.
  const resolve = async () => (asked++ === 0 ? [{ address: '192.31.196.1', family: 4 }] : here)
  const broker = createBroker({ limits, resolve })
  const grants = granted(`http:meters.example:${port}`)
  await expect(broker.fetch({ url: `http://meters.example:${port}/`, grants })).rejects.toMatchObject({
    code: expect.stringMatching(/^outgoing\.(failed|too-slow)$/),
  })
  expect([asked, seen]).toEqual([1, []])
})

test('redirects are refused, wherever they lead', async () => {
  const { port, seen } = await serve((_request, response) =>
    response.writeHead(302, { location: '/inside' }).end(),
  )
  await expect(ask(port)).rejects.toMatchObject({ code: 'outgoing.redirect', params: { status: 302 } })
  expect(seen).toHaveLength(1)
})

test('a server that drips is cut off at the time limit', async () => {
  for (const begin of [true, false]) {
    const { port } = await serve((_request, response) => {
      if (begin) response.write('[')
      const drip = setInterval(() => begin && response.write(' '), 20)
      response.on('close', () => clearInterval(drip))
    })
    await expect(ask(port)).rejects.toMatchObject({ code: 'outgoing.too-slow' })
  }
})

test('a body beyond the limit is cut off, also one that is small until it is unpacked', async () => {
  const endless = await serve((_request, response) => {
    const more = () => {
      while (!response.destroyed && response.write('x'.repeat(1000)));
    }
    response.on('drain', more)
    more()
  })
  await expect(ask(endless.port)).rejects.toMatchObject({ code: 'outgoing.too-large' })
  const bomb = gzipSync(Buffer.alloc(50_000_000))
  const packed = await serve((_request, response) => response.setHeader('content-encoding', 'gzip').end(bomb))
  await expect(ask(packed.port)).rejects.toMatchObject({ code: 'outgoing.too-large' })
  const small = await serve((_request, response) =>
    response.setHeader('content-encoding', 'gzip').end(gzipSync('{"litres":7}')),
  )
  expect((await ask(small.port)).body.toString()).toBe('{"litres":7}')
})

test('other answers are refused with their reason', async () => {
  const answers: [RequestListener, string][] = [
    [(_request, response) => response.writeHead(500).end(), 'outgoing.status'],
    [(_request, response) => response.writeHead(204).end(), 'outgoing.status'],
    [
      (_request, response) => response.writeHead(200, { 'content-encoding': 'zstd' }).end('x'),
      'outgoing.encoding',
    ],
    [
      (_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('x'),
      'outgoing.failed',
    ],
    [(request) => request.socket.end('nonsense\r\n\r\n'), 'outgoing.failed'],
    [
      (_request, response) => {
        response.writeHead(200, { 'content-length': '100' })
        response.write('x')
        setTimeout(() => response.destroy(), 20)
      },
      'outgoing.failed',
    ],
  ]
  for (const [listener, code] of answers) {
    const { port } = await serve(listener)
    await expect(ask(port)).rejects.toMatchObject({ code })
  }
  await expect(ask(1, { resolve: async () => [] })).rejects.toMatchObject({ code: 'outgoing.failed' })
})

test('no address of this machine, this network or a reserved range is public', () => {
  for (const address of [
    '127.0.0.1',
    '10.1.2.3',
    '172.31.255.255',
    '192.168.0.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '255.255.255.255',
    '224.0.0.1',
    '::',
    '::1',
    '::ffff:10.0.0.1',
    '64:ff9b::7f00:1',
    'fe80::1',
    'fd00::1',
    'ff02::1',
    '2002:7f00:1::',
    '2001:db8::1',
    'no address',
  ])
    expect([address, isPublicAddress(address)]).toEqual([address, false])
  for (const address of ['8.8.8.8', '172.32.0.1', '2400:3200::1', '2606:4700::1111'])
    expect([address, isPublicAddress(address)]).toEqual([address, true])
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      const mapped = `::ffff:${address}`
      return !isPublicAddress(mapped)
    }),
  )
})
