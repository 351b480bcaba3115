import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type MeterSite, meterContract, startMeterSite } from '../plugins/meter.fixture.ts'
import { eventually } from '../sources/testing/eventually.ts'
import { askedGrants, grantsInForce, hostsOf, mayCommand, neededGrant, unaskedGrant } from './grants.ts'

const slow = { timeout: 60_000 }
const publish = '/api/installations/meter-lake/publish'
const config = { settings: {}, bindings: {}, rules: [] }

let site: MeterSite
let port = 0
const seen: string[] = []
let litres = 41
const platform = createServer((request, response) => {
  seen.push(`${request.headers.host}${request.url} ${request.headers.authorization}`)
  response.setHeader('content-type', 'application/json').end(JSON.stringify({ id: 'm1', litres }))
})

beforeAll(async () => {
  await new Promise<void>((resolve) => platform.listen(0, '127.0.0.1', resolve))
  port = (platform.address() as AddressInfo).port
  const url = `http://meters.example:${port}/now`
  site = await startMeterSite({
    source: {
      spec: 'pull',
      config: { url, interval: 5, headers: { authorization: 'Bearer t', host: 'evil' } },
    },
    more: { outgoing: { resolve: async () => [{ address: '127.0.0.1', family: 4 }] } },
  })
}, 60_000)
afterAll(async () => {
  await site?.[Symbol.asyncDispose]()
  platform.close()
})

/** Refusals in the audit, by grant or code. */
async function refusals(): Promise<readonly string[]> {
  const { body } = await site.call('GET', '/api/audit')
  return (body.items as { action: string; detail: { grant?: string; code?: string } }[]).flatMap(
    ({ action, detail }) => (action === 'capability.refused' ? [detail.grant ?? detail.code ?? ''] : []),
  )
}

test('grants are what is asked for, hosts are the operator’s to name, nothing more', () => {
  expect(askedGrants(meterContract)).toEqual(['command:meter.shut'])
  expect(unaskedGrant(meterContract, ['command:meter.shut', 'http:a.example:443'])).toBeNull()
  expect(unaskedGrant(meterContract, ['command:meter.open'])).toBe('command:meter.open')
  expect(unaskedGrant(meterContract, ['personal-data:C3'])).toBe('personal-data:C3')
  expect(unaskedGrant(meterContract, ['http:a.example'])).toBe('http:a.example')
  const capabilities = [{ kind: 'http' as const, hosts: ['a.example:443'], why: meterContract.title }]
  const named = { ...meterContract, capabilities }
  expect(unaskedGrant(named, ['http-private:a.example:443'])).toBeNull()
  expect(unaskedGrant(named, ['http:b.example:443'])).toBe('http:b.example:443')
  const personal = { kind: 'personal-data' as const, class: 'C2' as const, why: meterContract.title }
  const holding = { ...meterContract, capabilities: [personal] }
  expect(neededGrant(holding, ['http:a.example:443'])).toBe('personal-data:C2')
  expect(neededGrant(holding, ['personal-data:C2'])).toBeNull()
  // What a new version of the contract no longer asks for is no longer granted.
  const granted = { ...config, grants: ['command:meter.shut', 'http:b.example:443'] }
  expect(hostsOf(grantsInForce(named, granted))).toEqual([])
  expect(mayCommand(meterContract, config, 'meter', 'shut')).toBe(true)
  expect(mayCommand(meterContract, { ...config, grants: [] }, 'meter', 'shut')).toBe(false)
})

test(
  'a polled source reaches what was granted and nothing else; each refusal is in the audit',
  slow,
  async () => {
    await eventually(async () => expect(await refusals()).toContain('outgoing.not-granted'))
    const status = await site.call('GET', '/api/sources/feed')
    expect(status.body.status).toMatchObject({ state: 'down', lastError: { code: 'outgoing.not-granted' } })
    expect((await site.call('POST', publish, { grants: ['http:meters.example'] })).body.error.code).toBe(
      'installation.grant',
    )

    const outside = await site.call('POST', publish, { grants: [`http:meters.example:${port}`] })
    expect(outside.status).toBe(200)
    await eventually(async () => expect(await refusals()).toContain('outgoing.private'))
    expect(seen).toEqual([])

    await site.call('POST', publish, { grants: [`http-private:meters.example:${port}`] })
    await eventually(async () => {
      const { body } = await site.call('GET', '/api/observations?device=m1')
      expect(body.items.at(-1)).toMatchObject({ name: 'litres', value: 41 })
    })
    expect(seen[0]).toBe(`meters.example:${port}/now Bearer t`)
    expect((await site.call('GET', '/api/sources/feed')).body.status.state).toBe('up')
    const { body } = await site.call('GET', '/api/installations/meter-lake')
    expect(body.published.grants).toEqual([`http-private:meters.example:${port}`])
  },
)

test('a rule’s command that was not granted is not sent but written down', slow, async () => {
  litres = 2000
  await eventually(async () => expect(await refusals()).toContain('command:meter.shut'))
  expect((await site.call('GET', '/api/commands')).body.total).toBe(0)

  await site.call('POST', publish, {})
  const { body } = await site.call('GET', '/api/installations/meter-lake')
  expect(body.published.grants).toEqual(['command:meter.shut', `http-private:meters.example:${port}`])
  litres = 0
  const fetched = seen.length
  await eventually(() => expect(seen.length).toBeGreaterThan(fetched + 1))
  litres = 3000
  await eventually(async () => expect((await site.call('GET', '/api/commands')).body.total).toBe(1))
})
