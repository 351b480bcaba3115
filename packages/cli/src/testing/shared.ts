import { existsSync, readFileSync } from 'node:fs'

/** A file of the shared test data as text, or null (with a line that says so) where the data is not at hand. */
export function sharedData(path: string): string | null {
  const file = new URL(`../../../../../shared/data/${path}`, import.meta.url)
  if (existsSync(file)) return readFileSync(file, 'utf8')
  console.log(`skipped: ../shared/data/${path} is not here`)
  return null
}
