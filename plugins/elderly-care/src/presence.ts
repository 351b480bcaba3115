interface Presence {
  readonly state: 'moving' | 'still' | 'out'
  /** ISO 8601, UTC: last movement seen, last end of one, last opening of the door. */
  readonly movedAt?: string
  readonly stoppedAt?: string
  readonly openedAt?: string
}

interface HomeInput {
  readonly name: 'occupancy' | 'contact'
  readonly value: boolean
  readonly time: number
}

/** Who goes out is still seen by the sensor in the hall for a moment. */
const leaving = 60_000

/**
 * A home's presence: moving, still, or out since the door opened and nothing moved after it. It keeps only the latest
 * time of each kind, so repeats, late reports and their order change nothing. A closed door says nothing: the bridge
 * repeats it with every battery report.
 */
export function presence(given: { readonly state: Presence | null; readonly input: HomeInput }): {
  readonly state: Presence
  readonly at: number
} | null {
  const { input } = given
  const kind = kindOf(input)
  if (kind === null) return null
  const before: Times = given.state ?? {}
  const known = before[kind]
  if (known !== undefined && Date.parse(known) >= input.time) return null
  return judge({ ...timesOf(before), [kind]: new Date(input.time).toISOString() })
}

type Times = Omit<Presence, 'state'>

function kindOf({ name, value }: HomeInput): keyof Times | null {
  if (name === 'occupancy') return value ? 'movedAt' : 'stoppedAt'
  return value ? null : 'openedAt'
}

function timesOf({ movedAt, stoppedAt, openedAt }: Times): Times {
  return { ...(movedAt && { movedAt }), ...(stoppedAt && { stoppedAt }), ...(openedAt && { openedAt }) }
}

function judge(times: Times): { readonly state: Presence; readonly at: number } {
  const [moved, stopped, opened] = [ms(times.movedAt), ms(times.stoppedAt), ms(times.openedAt)]
  const out = times.openedAt !== undefined && moved <= opened + leaving
  const state = out ? 'out' : stopped >= moved ? 'still' : 'moving'
  return { state: { state, ...times }, at: Math.max(moved, stopped, opened) }
}

const ms = (time: string | undefined) => (time === undefined ? Number.NEGATIVE_INFINITY : Date.parse(time))
