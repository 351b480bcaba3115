import { expect, test } from 'vitest'
import { demoCommunity } from './demo-community.ts'

const { places, people, relations, accounts, sources, devices, installations } = demoCommunity
const paths = new Set(places.map(({ path }) => path))

test('every place stands below one that comes before it', () => {
  const seen = new Set<string>()
  for (const { path } of places) {
    const above = path.slice(0, path.lastIndexOf('.'))
    expect(path).toMatch(/^[a-z0-9-]+(\.[a-z0-9-]+)*$/)
    if (path.includes('.')) expect(seen, path).toContain(above)
    seen.add(path)
  }
})

test('ids and addresses are unique', () => {
  expect(new Set(devices.map(({ id }) => id)).size).toBe(devices.length)
  expect(new Set(devices.map(({ source, address }) => `${source} ${address}`)).size).toBe(devices.length)
  expect(new Set(people.map(({ id }) => id)).size).toBe(people.length)
  expect(new Set(people.map(({ name }) => name)).size).toBe(people.length)
  expect(new Set(accounts.map(({ login }) => login)).size).toBe(accounts.length)
})

test('forty devices stand at places and hang on sources of their own plugin', () => {
  expect(devices).toHaveLength(40)
  const pluginOf = new Map(sources.map(({ id, plugin }) => [id, plugin]))
  for (const { model, place, source } of devices) {
    expect(paths).toContain(place)
    expect(model.split('/')[0]).toBe(pluginOf.get(source))
  }
})

test('everybody lives in a room of the community, and every home has somebody', () => {
  const rooms = places.filter(({ kind }) => kind === 'room').map(({ path }) => path)
  expect(new Set(relations.map(({ place }) => place))).toEqual(new Set(rooms))
  expect(new Set(relations.map(({ person }) => person))).toEqual(new Set(people.map(({ id }) => id)))
})

test('accounts act at places that are there', () => {
  for (const { roles } of accounts) for (const { place } of roles) expect(paths).toContain(place)
})

test('no phone number of the demo is one that is given out', () => {
  for (const { phone } of people) expect(phone).toMatch(/^100000\d{5}$/)
})

test('every source belongs to a scenario in use', () => {
  const inUse = new Set(installations.map(({ plugin }) => plugin))
  for (const { plugin } of sources) expect(inUse).toContain(plugin)
})
