/** PostgreSQL takes at most 65,535 parameters in one statement: this many rows of any table stay below it. */
const rowsAtOnce = 1_000

/** Parts of a long list that fit into one `values (…)` each; many rows of few kinds go faster by `unnested`. */
export function* chunks<Row>(rows: readonly Row[]): Generator<readonly Row[]> {
  for (let at = 0; at < rows.length; at += rowsAtOnce) yield rows.slice(at, at + rowsAtOnce)
}
