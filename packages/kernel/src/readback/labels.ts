import type { Json } from '../rule.ts'

/** Which of the product's languages a sentence is in. */
export type Language = 'zh' | 'en'

/** How a name is called. */
export interface Label {
  readonly text: string
  readonly unit?: string
  /** How its values are called; of true and false, whole clauses: `the bay is taken`. */
  readonly values?: Readonly<Record<string, string>>
}

/** What people call the things a rule names, in one language. What is left out is called by its name. */
export interface Labels {
  /** By the name in conditions: `temperature`, `camera.online`, `event.plate`, `settings.limit`. */
  readonly names?: Readonly<Record<string, Label>>
  /** Device models, `record:session`, `form:patrol`. */
  readonly models?: Readonly<Record<string, string>>
  /** What happens, as a clause, by model and name: `camera.plate` is "a plate is read". */
  readonly events?: Readonly<Record<string, string>>
  /** By model and name: `camera.open`. `self.open` where the rule says `self`. */
  readonly commands?: Readonly<Record<string, string>>
  readonly calendars?: Readonly<Record<string, string>>
  /** What settings stand at: shown beside their labels. */
  readonly settings?: Readonly<Record<string, Json>>
}

/** A member of a table of labels, its own only. */
export function own<Value>(
  table: Readonly<Record<string, Value>> | undefined,
  name: string,
): Value | undefined {
  return table && Object.hasOwn(table, name) ? table[name] : undefined
}
