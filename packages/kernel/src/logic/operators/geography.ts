import type { Json } from '../../rule.ts'
import type { Operators } from '../closure.ts'
import { finite, typed } from './typed.ts'

interface Point {
  readonly latitude: number
  readonly longitude: number
}

/** Mean radius of the earth in metres (IUGG). */
const radius = 6_371_008.8
const radians = Math.PI / 180

/** A point written `{ lat, lon }`, `{ lat, lng }`, `{ latitude, longitude }` or, as in GeoJSON, `[longitude, latitude]`. */
function pointOf(value: Json | undefined): Point | undefined {
  if (Array.isArray(value)) return point(value[1], value[0])
  if (value === null || typeof value !== 'object') return undefined
  const fields = value as Readonly<Record<string, Json>>
  const own = (name: string) => (Object.hasOwn(fields, name) ? fields[name] : undefined)
  return point(own('lat') ?? own('latitude'), own('lon') ?? own('lng') ?? own('longitude'))
}

function point(latitude: Json | undefined, longitude: Json | undefined): Point | undefined {
  const north = finite(latitude)
  const east = finite(longitude)
  if (north === undefined || east === undefined) return undefined
  return Math.abs(north) <= 90 && Math.abs(east) <= 180 ? { latitude: north, longitude: east } : undefined
}

/** Great-circle distance in metres (haversine). */
function distance(a: Point, b: Point): number {
  const north = Math.sin(((b.latitude - a.latitude) * radians) / 2)
  const east = Math.sin(((b.longitude - a.longitude) * radians) / 2)
  const chord = north * north + Math.cos(a.latitude * radians) * Math.cos(b.latitude * radians) * east * east
  return 2 * radius * Math.asin(Math.min(1, Math.sqrt(chord)))
}

/** Operators on places on the map. */
export const geography: Operators = {
  distance: {
    takes: [2, 2],
    build: typed(([from, to]) => {
      const [a, b] = [pointOf(from), pointOf(to)]
      return a === undefined || b === undefined ? undefined : distance(a, b)
    }),
  },
}
