import { SourceMap, type SourceMapPayload } from 'node:module'

/** Turns `12:5` of a bundle into `src/codec.ts:3:7` of its author. */
export type SourcePlace = (place: string) => string

/** Without a map, or where the map does not know, the bundle's own line is told. */
export function createSourcePlace(sourceMap: string | undefined): SourcePlace {
  const map = parseMap(sourceMap)
  return (place) => {
    const [line = 1, column = 1] = place.split(':').map(Number)
    const entry = map?.findEntry(line - 1, column - 1)
    if (entry === undefined || !('originalSource' in entry)) return `bundle.js:${place}`
    return `${entry.originalSource}:${entry.originalLine + 1}:${entry.originalColumn + 1}`
  }
}

function parseMap(sourceMap: string | undefined): SourceMap | null {
  try {
    return sourceMap === undefined ? null : new SourceMap(JSON.parse(sourceMap) as SourceMapPayload)
  } catch {
    return null
  }
}
