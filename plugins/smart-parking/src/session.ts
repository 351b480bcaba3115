interface Session {
  readonly plate: string
  readonly group: 'resident' | 'property' | 'service' | 'visitor' | 'unknown'
  /** `seen`: an unregistered plate at the entry; whether it was let in, nobody told. */
  readonly state: 'inside' | 'seen' | 'left'
  /** ISO 8601, UTC. */
  readonly enteredAt?: string
  readonly enteredBy?: string
  readonly leftAt?: string
  readonly leftBy?: string
  readonly minutes?: number
}

interface PlateInput {
  readonly time: number
  readonly value: {
    readonly plate: string
    readonly readable: boolean
    readonly confidence: number
    readonly known: boolean
    readonly group: Session['group']
    readonly direction: 'entry' | 'exit' | 'unknown'
    readonly lane: string
  }
}

/**
 * A plate's stay: its latest entry and its latest exit. Both only ever move forward in event time, so repeats,
 * late inputs and their order change nothing; an exit without an entry is a stay whose begin nobody saw.
 */
export function session(given: {
  readonly state: Session | null
  readonly input: PlateInput
  readonly settings: { readonly minConfidence: number }
}): { readonly state: Session; readonly at: number } | null {
  const { state, input, settings } = given
  const { value, time } = input
  if (!value.readable || (!value.known && value.confidence < settings.minConfidence)) return null
  const before = passagesOf(state)
  const after = move(before, value.direction, { time, lane: value.lane })
  if (after === before) return null
  const newest = time >= Math.max(before.entry?.time ?? 0, before.exit?.time ?? 0)
  const group = newest || state === null ? value.group : state.group
  return {
    state: { plate: value.plate, group, ...stay(after, group) },
    at: Math.max(after.entry?.time ?? 0, after.exit?.time ?? 0),
  }
}

interface Passage {
  readonly time: number
  readonly lane: string
}

interface Passages {
  readonly entry?: Passage
  readonly exit?: Passage
}

function passagesOf(state: Session | null): Passages {
  const { enteredAt, enteredBy = '', leftAt, leftBy = '' } = state ?? {}
  return {
    ...(enteredAt !== undefined && { entry: { time: Date.parse(enteredAt), lane: enteredBy } }),
    ...(leftAt !== undefined && { exit: { time: Date.parse(leftAt), lane: leftBy } }),
  }
}

/** The same object where this passage is not later than the one already known. */
function move(before: Passages, direction: string, passage: Passage): Passages {
  if (direction === 'entry' && isLater(passage, before.entry)) return { ...before, entry: passage }
  if (direction === 'exit' && isLater(passage, before.exit)) return { ...before, exit: passage }
  return before
}

/** Two lanes at the very same millisecond are told apart by name, so that the order of arrival never decides. */
function isLater(passage: Passage, than: Passage | undefined): boolean {
  if (than === undefined || passage.time > than.time) return true
  return passage.time === than.time && passage.lane > than.lane
}

function stay({ entry, exit }: Passages, group: Session['group']): Omit<Session, 'plate' | 'group'> {
  const came = entry !== undefined && (exit === undefined || entry.time > exit.time)
  return {
    state: !came ? 'left' : group === 'unknown' ? 'seen' : 'inside',
    ...(entry && { enteredAt: new Date(entry.time).toISOString(), enteredBy: entry.lane }),
    ...(exit && { leftAt: new Date(exit.time).toISOString(), leftBy: exit.lane }),
    ...(entry && exit && !came && { minutes: Math.round((exit.time - entry.time) / 60_000) }),
  }
}
