import { parse } from 'csv-parse/sync'
import { runtimeError } from '../errors.ts'

/** A column of an import: its name in the API, and what people may write above it. */
export interface ImportColumn {
  readonly name: string
  /** Headings beside the name itself, in any language. */
  readonly headings: readonly string[]
  /** A table without it is refused. */
  readonly required?: boolean
}

/** A row with its number as a spreadsheet shows it: the headings are row 1. */
export interface ImportRow {
  readonly row: number
  /** By the column's name; a cell that is empty or not there is ''. */
  readonly cells: Readonly<Record<string, string>>
}

/** How many rows one import takes. */
export const importLimit = 20_000

/** Bytes of a CSV file as text: UTF-8, or GB 18030 (which GBK is part of) as Chinese spreadsheets write it. */
export function decodeTable(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

/** Reads a CSV table with headings; refuses one that is no table, lacks a column or is too long. Empty rows are skipped. */
export function readTable(text: string, columns: readonly ImportColumn[]): readonly ImportRow[] {
  const [headings = [], ...records] = parseCsv(text)
  const found = columns.map((column) => ({ column, at: headings.findIndex((one) => isHeading(column, one)) }))
  const missing = found.filter(({ column, at }) => column.required && at < 0)
  if (missing.length > 0) {
    throw runtimeError('import.columns', {
      missing: missing.map(({ column }) => column.headings[0] ?? column.name).join(', '),
      found: headings.join(', '),
    })
  }
  const rows = records.flatMap((record, index) => {
    const cells = Object.fromEntries(found.map(({ column, at }) => [column.name, (record[at] ?? '').trim()]))
    return Object.values(cells).some((cell) => cell !== '') ? [{ row: index + 2, cells }] : []
  })
  if (rows.length > importLimit)
    throw runtimeError('import.too-long', { rows: rows.length, limit: importLimit })
  return rows
}

function isHeading({ name, headings }: ImportColumn, text: string): boolean {
  const plain = text.trim().toLowerCase()
  return [name, ...headings].some((one) => one.toLowerCase() === plain)
}

function parseCsv(text: string): string[][] {
  try {
    return parse(text, { bom: true, relax_column_count: true, delimiter: delimiterOf(text) })
  } catch (error) {
    throw runtimeError('import.unreadable', { reason: (error as Error).message }, { cause: error })
  }
}

/** Spreadsheets separate by comma, semicolon or tab; the headings tell. */
function delimiterOf(text: string): string {
  const headings = text.slice(0, text.indexOf('\n') + 1 || undefined)
  return [',', '\t', ';'].find((one) => headings.includes(one)) ?? ','
}
