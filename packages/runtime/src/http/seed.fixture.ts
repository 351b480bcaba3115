import { hashPassword } from '../access/password.ts'
import { json } from '../store/json.ts'
import type { Store } from '../store/store.ts'
import { fireContract } from './fire-watch.fixture.ts'

/** The accounts of the estate; every password is `<login>-password`. */
export const logins = {
  admin: [{ role: 'admin', path: '' }],
  chen: [{ role: 'community-worker', path: 'yun.lake' }],
  li: [{ role: 'grid-leader', path: 'yun.lake' }],
  wang: [{ role: 'grid-worker', path: 'yun.lake.b3' }],
  zhao: [{ role: 'grid-worker', path: 'yun.lake' }],
  wuye: [{ role: 'property', path: 'yun.lake' }],
  guest: [{ role: 'viewer', path: 'yun.lake' }],
  hill: [{ role: 'community-worker', path: 'yun.hill' }],
} as const

export type Login = keyof typeof logins

let hashes: Promise<Map<string, string>> | undefined

/** Hashing is slow on purpose: once for all estates of a test file. */
function passwordHashes(): Promise<Map<string, string>> {
  hashes ??= Promise.all(
    Object.keys(logins).map(async (login) => [login, await hashPassword(`${login}-password`)] as const),
  ).then((pairs) => new Map(pairs))
  return hashes
}

/** Two communities, a few places and devices, one installation, an account for each role. */
export async function seed(store: Store, at: number): Promise<void> {
  const { db } = store
  const node = (
    id: string,
    kind: 'city' | 'community' | 'building' | 'room',
    name: string,
    path: string,
    community: string,
  ) => ({
    id,
    kind,
    name,
    path,
    community,
    parent: path.split('.').at(-2) ?? null,
    lat: null,
    lng: null,
  })
  await db
    .insertInto('places')
    .values([
      node('yun', 'city', '云城', 'yun', ''),
      node('lake', 'community', '南湖社区', 'yun.lake', 'lake'),
      node('hill', 'community', '北山社区', 'yun.hill', 'hill'),
      node('b3', 'building', '3号楼', 'yun.lake.b3', 'lake'),
      node('b30', 'building', '30号楼', 'yun.lake.b30', 'lake'),
      node('r302', 'room', '302室', 'yun.lake.b3.r302', 'lake'),
    ])
    .execute()
  await db
    .insertInto('communities')
    .values([
      { id: 'lake', path: 'yun.lake', name: '南湖社区', createdAt: at },
      { id: 'hill', path: 'yun.hill', name: '北山社区', createdAt: at },
    ])
    .execute()
  const stored = await passwordHashes()
  const accounts = Object.entries(logins).map(([login, roles]) => ({
    id: `a-${login}`,
    login,
    name: login.toUpperCase(),
    passwordHash: stored.get(login)!,
    roles: json(roles),
    createdAt: at,
  }))
  await db.insertInto('accounts').values(accounts).execute()
  await db
    .insertInto('plugins')
    .values({
      id: 'fire-watch',
      version: '1.0.0',
      contract: json(fireContract),
      bundle: '',
      hash: 'h',
      installedAt: at,
    })
    .execute()
  const config = json({ settings: { level: 0.1 }, bindings: {}, rules: fireContract.rules })
  const installation = {
    id: 'fire-lake',
    community: 'lake',
    path: 'yun.lake',
    plugin: 'fire-watch',
    pluginVersion: '1.0.0',
    title: '消防',
  }
  await db
    .insertInto('installations')
    .values({ ...installation, draft: config, release: 1, createdAt: at })
    .execute()
  await db
    .insertInto('releases')
    .values({
      installation: 'fire-lake',
      number: 1,
      community: 'lake',
      path: 'yun.lake',
      config,
      contractVersion: '1.0.0',
      publishedBy: 'a-chen',
      publishedAt: at,
      note: '',
    })
    .execute()
  const device = (id: string, place: string, path: string, community: string) => ({
    id,
    place,
    path,
    community,
    model: 'fire-watch/smoke',
    name: `烟感 ${id}`,
    source: null,
    address: null,
    lastSeen: at - 60_000,
    credentials: null,
    createdAt: at,
  })
  await db
    .insertInto('devices')
    .values([
      device('s1', 'r302', 'yun.lake.b3.r302', 'lake'),
      device('s2', 'b30', 'yun.lake.b30', 'lake'),
      { ...device('s3', 'hill', 'yun.hill', 'hill'), lastSeen: at - 3_600_000 },
    ])
    .execute()
  const value = {
    name: 'smoke',
    value: json(0.2),
    time: at - 60_000,
    arrival: at - 60_000,
    observation: 'o1',
  }
  await db
    .insertInto('deviceValues')
    .values({ ...value, device: 's1', community: 'lake', path: 'yun.lake.b3.r302' })
    .execute()
}
