import type { Program, Rule } from '@linli/kernel'

type Zone = NonNullable<Program['zones']>[string]

const [first, last] = [Date.UTC(2000, 0), Date.UTC(2100, 0)]
const day = 24 * 3600_000
const known = new Map<string, Zone | null>()

/**
 * The time zones that rules name, as tables of instants: the kernel has no clock and no `Intl` of its own. From 2000 to
 * 2100, by the rules that this machine's IANA database knows today; a name it does not know is left out.
 */
export function zonesOf(rules: readonly Rule[]): NonNullable<Program['zones']> {
  const names = new Set(rules.flatMap(({ schedule }) => (schedule?.zone ? [schedule.zone] : [])))
  return Object.fromEntries(
    [...names].flatMap((name) => {
      const zone = known.get(name) ?? readZone(name)
      known.set(name, zone)
      return zone ? [[name, zone]] : []
    }),
  )
}

function readZone(name: string): Zone | null {
  const offset = offsetsOf(name)
  if (offset === null) return null
  const zone: [number, number][] = [[first, offset(first)]]
  // No zone ever changed twice within ten days.
  for (let at = first; at < last; at += 10 * day) {
    if (offset(at) === offset(at + 10 * day)) continue
    const change = changeBetween(offset, at, at + 10 * day)
    zone.push([change, offset(change)])
  }
  return zone
}

/** The first instant with another offset than at `low`. */
function changeBetween(offset: (time: number) => number, low: number, high: number): number {
  const before = offset(low)
  let [same, other] = [low, high]
  while (other - same > 1000) {
    const middle = Math.floor((same + other) / 2000) * 1000
    if (offset(middle) === before) same = middle
    else other = middle
  }
  return other
}

/** Minutes ahead of UTC at a time; null for a name that nobody knows. */
function offsetsOf(timeZone: string): ((time: number) => number) | null {
  try {
    const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
    return (time) => {
      const text = format.formatToParts(time).find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT'
      const [, sign, hours = '0', minutes = '0'] = /GMT([+-])(\d+):?(\d+)?/.exec(text) ?? []
      return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
    }
  } catch {
    return null
  }
}
