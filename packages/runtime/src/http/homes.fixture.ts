import { defineContract, notPersonal, personal, Type } from '@linli/sdk'
import { json } from '../store/json.ts'
import { createObservationWriter, type StoredObservation } from '../store/observations.ts'
import type { Estate } from './estate.fixture.ts'

const title = { zh: '看家', en: 'Home watch' }
const note = { subject: 'resident', purpose: ['care'], retention: '30d' } as const
const plateNote = personal({ ...note, mask: 'plate' })
const nameNote = personal({ ...note, mask: 'name' })
const phoneNote = personal({ ...note, mask: 'phone' })
const homeNote = personal({ ...note, mask: 'address' })
const presenceNote = personal({ ...note, class: 'C3', mask: 'all' })
const within = { normal: '1h', major: '30m', urgent: '10m' } as const

/** What must reach nobody who may not see it: planted wherever a scenario may put it. */
export const canaries = {
  plate: '鲁PD88126',
  name: '王梧桐秋',
  phone: '13987654321',
  home: '梧桐里九号楼九单元901',
} as const

/** Cars by their plate (C2, the property management handles them) and whether somebody is at home (C3, the grid does). */
export const homesContract = defineContract({
  id: 'homes',
  title,
  summary: title,
  settings: Type.Object({ quiet: Type.Number({ default: 1 }) }),
  sources: { radio: { title, kind: 'mqtt', dialect: 'json' } },
  devices: {
    gate: {
      title,
      properties: { open: Type.Boolean() },
      events: { passed: Type.Object({ plate: Type.String({ data: plateNote }) }) },
      commands: {
        show: { title, kind: 'set-state', args: Type.Object({ text: Type.String() }), expires: '1m' },
      },
    },
    motion: {
      title,
      interval: '1d',
      properties: { moved: Type.Boolean({ data: presenceNote }), battery: Type.Number() },
      events: {
        called: Type.Object(
          {
            home: Type.String({ data: homeNote }),
            name: Type.String({ data: nameNote }),
            phone: Type.String({ data: phoneNote }),
          },
          { data: presenceNote },
        ),
      },
    },
  },
  records: {
    stay: {
      title,
      fields: Type.Object({
        plate: Type.String({ data: plateNote }),
        state: Type.Choice(['in', 'out'], { data: notPersonal }),
      }),
      reducer: 'stay',
      inputs: [{ device: 'gate', event: 'passed', key: 'event.plate' }],
    },
    presence: {
      title,
      fields: Type.Object({ state: Type.Choice(['still', 'moving'], { data: presenceNote }) }),
      reducer: 'presence',
      inputs: [{ device: 'motion', property: 'moved', key: 'place' }],
    },
  },
  reference: {
    plans: {
      title,
      key: 'home',
      row: Type.Object({
        home: Type.String({ data: homeNote }),
        name: Type.String({ data: nameNote }),
        phone: Type.String({ data: phoneNote }),
      }),
    },
    cars: { title, key: 'plate', row: Type.Object({ plate: Type.String({ data: plateNote }) }) },
  },
  forms: {
    visit: {
      title,
      version: 1,
      layout: [{ field: 'found', kind: 'text' }],
      schema: Type.Object({ found: Type.String({ data: presenceNote }) }),
    },
  },
  flows: {
    care: {
      title,
      steps: {
        verify: { role: 'grid-worker', within },
        handle: { role: 'grid-worker', within, evidence: [{ form: 'visit' }] },
      },
      raise: ['grid-leader'],
    },
    cars: { title, steps: { verify: { role: 'property', within } }, raise: ['community'] },
  },
  rules: [
    {
      id: 'stranger',
      title,
      on: [{ device: 'gate', event: 'passed' }],
      key: { field: 'event.plate' },
      do: [
        { alert: { title, flow: 'cars', detail: { plate: { $: 'event.plate' } } } },
        { command: { device: 'self', name: 'show', with: { text: { $: 'event.plate' } } } },
      ],
    },
    {
      id: 'overstay',
      title,
      on: [{ record: 'stay', property: 'state' }],
      when: { '==': [{ var: 'state' }, 'in'] },
      do: [{ alert: { title, flow: 'cars', detail: { plate: { $: 'plate' } } } }],
    },
    {
      id: 'still',
      title,
      on: [{ record: 'presence', property: 'state' }],
      when: { '==': [{ var: 'state' }, 'still'] },
      do: [{ alert: { title, flow: 'care', detail: { state: { $: 'state' } } } }],
    },
    {
      id: 'call',
      title,
      on: [{ device: 'motion', event: 'called' }],
      do: [
        {
          alert: {
            title,
            flow: 'care',
            detail: { home: { $: 'event.home' }, name: { $: 'event.name' }, phone: { $: 'event.phone' } },
          },
        },
      ],
    },
  ],
  capabilities: [
    { kind: 'command', device: 'gate', name: 'show', why: title },
    { kind: 'personal-data', class: 'C2', why: title },
    { kind: 'personal-data', class: 'C3', why: title },
  ],
})

const { plate, name, phone, home } = canaries

/** An effect of a rule of `homes-lake`, as it stands in the outbox. */
interface Fired {
  readonly rule: string
  readonly key: string
  readonly device: string
  readonly place: string | null
  readonly flow: string
  readonly detail: Readonly<Record<string, string>>
}

/** What the rules of the contract have raised. */
export const fired: Readonly<Record<'stranger' | 'overstay' | 'still' | 'call', Fired>> = {
  stranger: { rule: 'stranger', key: plate, device: 'gate-1', place: null, flow: 'cars', detail: { plate } },
  overstay: {
    rule: 'overstay',
    key: `homes-lake:stay:${plate}`,
    device: `homes-lake:stay:${plate}`,
    place: null,
    flow: 'cars',
    detail: { plate },
  },
  still: {
    rule: 'still',
    key: 'homes-lake:presence:r302',
    device: 'homes-lake:presence:r302',
    place: 'r302',
    flow: 'care',
    detail: { state: 'still' },
  },
  call: {
    rule: 'call',
    key: 'motion-302',
    device: 'motion-302',
    place: 'r302',
    flow: 'care',
    detail: { home, name, phone },
  },
}

/** Installs the scenario in the community `lake` and fills every table it reaches. Call before the server starts. */
export async function seedHomes({ store, clock }: Pick<Estate, 'store' | 'clock'>): Promise<void> {
  const at = clock.now
  const { db } = store
  const scope = { community: 'lake', path: 'yun.lake' }
  await db
    .insertInto('plugins')
    .values({
      id: 'homes',
      version: '1.0.0',
      contract: json(homesContract),
      bundle: '',
      hash: 'h',
      installedAt: at,
    })
    .execute()
  const config = json({ settings: { quiet: 1 }, bindings: {}, rules: homesContract.rules })
  await db
    .insertInto('installations')
    .values({
      ...scope,
      id: 'homes-lake',
      plugin: 'homes',
      pluginVersion: '1.0.0',
      title: '看家',
      draft: config,
      release: 1,
      createdAt: at,
    })
    .execute()
  await db
    .insertInto('releases')
    .values({
      ...scope,
      installation: 'homes-lake',
      number: 1,
      config,
      contractVersion: '1.0.0',
      publishedBy: 'a-chen',
      publishedAt: at,
      note: '',
    })
    .execute()
  await seedDevices(store, at)
  await seedRows(store, at)
}

const room = 'yun.lake.b3.r302'

async function seedDevices({ db }: Estate['store'], at: number): Promise<void> {
  await db
    .insertInto('sources')
    .values({
      id: 'radio',
      community: 'lake',
      path: 'yun.lake',
      name: 'radio',
      kind: 'mqtt',
      dialect: 'json',
      plugin: 'homes',
      spec: 'radio',
      config: json({}),
      createdAt: at,
    })
    .execute()
  const device = (id: string, model: string, place: string, path: string) => ({
    id,
    model,
    place,
    path,
    community: 'lake',
    name: id,
    source: 'radio',
    address: id,
    lastSeen: at - 123_456,
    credentials: null,
    createdAt: at,
  })
  await db
    .insertInto('devices')
    .values([
      device('gate-1', 'homes/gate', 'lake', 'yun.lake'),
      device('motion-302', 'homes/motion', 'r302', room),
    ])
    .execute()
  const value = (of: string, value: unknown) => ({
    device: 'motion-302',
    name: of,
    value: json(value) as never,
    time: at - 123_456,
    arrival: at,
    observation: of,
    community: 'lake',
    path: room,
  })
  await db
    .insertInto('deviceValues')
    .values([value('moved', true), value('battery', 80)])
    .execute()
}

async function seedRows(store: Estate['store'], at: number): Promise<void> {
  const { db } = store
  const scope = { community: 'lake', path: 'yun.lake' }
  const said = (
    position: number,
    device: string,
    model: string,
    kind: 'property' | 'event',
    of: string,
    value: StoredObservation['value'],
    path = 'yun.lake',
  ): StoredObservation => ({
    position,
    ordinal: 0,
    id: `${device}|${of}|${at}|${JSON.stringify(value)}`,
    community: 'lake',
    path,
    source: 'radio',
    device,
    model,
    place: null,
    kind,
    name: of,
    value,
    time: at - 1000,
    arrival: at,
    seq: 1,
    timeReason: 'device',
    late: false,
    installation: device.includes(':') ? 'homes-lake' : null,
  })
  const insert = await createObservationWriter(store).prepare([
    said(101, 'gate-1', 'homes/gate', 'event', 'passed', { plate }),
    said(102, `homes-lake:stay:${plate}`, 'homes/record:stay', 'property', 'plate', plate),
    said(103, 'motion-302', 'homes/motion', 'property', 'moved', true, room),
    said(104, 'motion-302', 'homes/motion', 'property', 'battery', 80, room),
    said(105, 'motion-302', 'homes/motion', 'event', 'called', { home, name, phone }, room),
    said(106, 'homes-lake:presence:r302', 'homes/record:presence', 'property', 'state', 'still', room),
  ])
  await store.transaction(insert)
  const record = (kind: string, key: string, state: unknown, path: string) => ({
    installation: 'homes-lake',
    record: kind,
    key,
    community: 'lake',
    path,
    state: json(state),
    position: 1,
    updatedAt: at,
  })
  await db
    .insertInto('records')
    .values([
      record('stay', plate, { plate, state: 'in' }, 'yun.lake'),
      record('stay', '鲁PD88127', { plate: '鲁PD88127', state: 'in' }, 'yun.lake'),
      record('presence', 'r302', { state: 'still' }, room),
    ])
    .execute()
  const row = (table: string, key: string, content: unknown) => ({
    ...scope,
    installation: 'homes-lake',
    table,
    key,
    row: json(content),
    version: 1,
  })
  await db
    .insertInto('referenceRows')
    .values([row('plans', home, { home, name, phone }), row('cars', plate, { plate })])
    .execute()
  await db
    .insertInto('people')
    .values({ ...scope, id: 'p-canary', name, phone, note: `${name} ${phone}`, createdAt: at })
    .execute()
  await db
    .insertInto('submissions')
    .values({
      ...scope,
      path: room,
      id: 'sub-1',
      installation: 'homes-lake',
      form: 'visit',
      version: 1,
      values: json({ found: `${name} ${phone}` }),
      by: 'a-chen',
      at,
      incident: null,
      position: 1,
    })
    .execute()
  await seedRefused(store, at)
}

async function seedRefused({ db }: Estate['store'], at: number): Promise<void> {
  const refused = (id: string, params: Readonly<Record<string, string>>) => ({
    id,
    community: 'lake',
    path: 'yun.lake',
    position: 107,
    ordinal: id === 'dl-1' ? 0 : 1,
    stage: 'model' as const,
    source: 'radio',
    channel: '/in/radio',
    address: 'gate-1',
    device: 'gate-1',
    code: id === 'dl-1' ? 'ingest.outside-model' : 'ingest.reducer-failed',
    params: json(params),
    message: json({ zh: `${plate} 不符`, en: `${plate} does not fit` }),
    meta: json({ about: plate }),
    raw: Buffer.from(JSON.stringify({ plate, name, phone, home })),
    arrival: at,
    replayedAt: null,
  })
  await db
    .insertInto('deadLetters')
    .values([
      refused('dl-1', {
        name: 'passed',
        device: 'gate-1',
        model: 'homes/gate',
        value: plate,
        reason: `"${plate}" is too long`,
      }),
      refused('dl-2', { plugin: 'homes', record: 'stay', key: plate, reason: `no ${plate}` }),
    ])
    .execute()
}
