/** A topic with named levels, such as `devices/{address}/up`. */
export interface TopicPattern {
  readonly text: string
  /** The same as an MQTT filter: `devices/+/up`. */
  readonly filter: string
  readonly levels: readonly ({ readonly literal: string } | { readonly name: string })[]
}

const cache = new Map<string, TopicPattern>()

/** Reads a pattern; `{name}` stands for exactly one level. Patterns come from configuration, so few are ever kept. */
export function topicPattern(text: string): TopicPattern {
  const known = cache.get(text)
  if (known) return known
  const levels = text.split('/').map((level) => {
    const name = /^\{(\w+)\}$/.exec(level)?.[1]
    return name === undefined ? { literal: level } : { name }
  })
  const filter = levels.map((level) => ('name' in level ? '+' : level.literal)).join('/')
  const pattern = { text, filter, levels }
  if (cache.size < 1000) cache.set(text, pattern)
  return pattern
}

/** The named levels of a topic, or null where it does not have the pattern's shape. */
export function matchTopic(pattern: TopicPattern, topic: string): Record<string, string> | null {
  const levels = topic.split('/')
  if (levels.length !== pattern.levels.length) return null
  const names: Record<string, string> = {}
  for (const [at, level] of pattern.levels.entries()) {
    const actual = levels[at]!
    if ('name' in level) {
      if (actual === '') return null
      names[level.name] = actual
    } else if (level.literal !== '+' && level.literal !== actual) return null
  }
  return names
}

/** The topic a pattern makes of the given names; null where one is missing or would not be one level. */
export function fillTopic(pattern: TopicPattern, names: Readonly<Record<string, string>>): string | null {
  const levels = pattern.levels.map((level) => ('name' in level ? (names[level.name] ?? '') : level.literal))
  return levels.every((level) => level !== '' && !/[+#/\0]/.test(level)) ? levels.join('/') : null
}
