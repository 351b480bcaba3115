/** Which messages belong to a source: the topics of a community's MQTT source. */
export interface Route {
  readonly source: string
  readonly community: string
  /** An MQTT topic filter. */
  readonly filter: string
  /** Topics under the filter that are not worth keeping (a gateway's log, the echo of commands). */
  readonly ignores?: (topic: string) => boolean
}

/** Finds the routes of a topic; made once per set of routes. */
export interface RouteTable {
  readonly routes: readonly Route[]
  routesOf(topic: string): readonly Route[]
  /** How many topics are remembered. */
  readonly remembered: number
}

/** Topics are remembered up to here; then the memory starts afresh, so that invented topics cannot fill it. */
const mostRemembered = 20_000

/** A table over a fixed set of routes. Several routes may take the same topic: each source gets the message. */
export function createRouteTable(routes: readonly Route[]): RouteTable {
  const split = routes.map((route) => ({ route, levels: route.filter.split('/') }))
  const known = new Map<string, readonly Route[]>()
  return {
    routes,
    routesOf(topic) {
      const hit = known.get(topic)
      if (hit) return hit
      const levels = topic.split('/')
      const found = split
        .filter((entry) => matches(entry.levels, levels) && entry.route.ignores?.(topic) !== true)
        .map((entry) => entry.route)
      if (known.size >= mostRemembered) known.clear()
      known.set(topic, found)
      return found
    },
    get remembered() {
      return known.size
    },
  }
}

/** Whether an MQTT filter takes a topic; wildcards never reach topics that begin with `$`. */
export function filterMatches(filter: string, topic: string): boolean {
  return matches(filter.split('/'), topic.split('/'))
}

/** Whether everything that `narrow` takes is taken by `wide` too: may this subscription be granted? */
export function filterCovers(wide: string, narrow: string): boolean {
  return matches(wide.split('/'), narrow.split('/'), true)
}

function matches(filter: readonly string[], topic: readonly string[], topicIsFilter = false): boolean {
  if (topic[0]?.startsWith('$') && (filter[0] === '#' || filter[0] === '+')) return false
  for (const [at, level] of filter.entries()) {
    if (level === '#') return true
    const actual = topic[at]
    if (actual === undefined) return false
    if (level === '+' ? topicIsFilter && actual === '#' : level !== actual) return false
  }
  return filter.length === topic.length
}
