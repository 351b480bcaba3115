interface Vehicle {
  readonly group: 'resident' | 'property' | 'service' | 'visitor'
  readonly until?: string
}

interface Lane {
  readonly lane: string
  readonly direction: 'entry' | 'exit'
}

interface Classified {
  readonly known: boolean
  readonly group: Vehicle['group'] | 'unknown'
  readonly direction: Lane['direction'] | 'unknown'
  readonly lane: string
}

/** Says whose car it is and which way it passes, from the register and the lanes. `until` counts to the end of that day. */
export function classify(given: {
  readonly value: { readonly readable: boolean }
  readonly rows: { readonly vehicle: Vehicle | null; readonly lane: Lane | null }
  readonly time: number
}): Classified {
  const { vehicle, lane } = given.rows
  const known = given.value.readable && vehicle !== null && !hasEnded(vehicle.until, given.time)
  return {
    known,
    group: known ? vehicle.group : 'unknown',
    direction: lane?.direction ?? 'unknown',
    lane: lane?.lane ?? '',
  }
}

function hasEnded(until: string | undefined, time: number): boolean {
  return until !== undefined && time >= Date.parse(`${until}T24:00:00+08:00`)
}
