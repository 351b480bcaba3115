import { Type } from '@sinclair/typebox'
import type { ImportReport } from '../../imports/report.ts'
import { closed, defineShape, nullable, TextShape } from '../shape.ts'

/** Most problems that are told at once. */
const shownProblems = 500

export const ImportShape = defineShape(
  'Import',
  Type.Object({
    dryRun: Type.Boolean(),
    rows: Type.Integer({ description: 'How many rows the table has.' }),
    created: Type.Integer({ description: 'How many were made, or would be.' }),
    unchanged: Type.Integer({ description: 'Rows that say what is there already.' }),
    problemCount: Type.Integer(),
    problems: Type.Array(
      Type.Object({
        row: Type.Integer({ description: 'As a spreadsheet counts: the headings are row 1.' }),
        column: nullable(Type.String()),
        code: Type.String(),
        message: TextShape.ref,
      }),
      { description: `Of a dry run; ${shownProblems} at most.` },
    ),
  }),
)

/** What every import of a CSV table takes and answers. With problems only a dry run succeeds. */
export const importSchema = {
  consumes: ['text/csv'],
  querystring: closed({
    community: Type.String({ maxLength: 100 }),
    dryRun: Type.Optional(Type.Boolean({ description: 'Only says what would happen.' })),
  }),
  body: Type.String({ description: 'The table, its headings first.' }),
  response: { 200: ImportShape.ref },
}

/** A report as the API writes it. */
export function toReport(dryRun: boolean, { problems, ...counts }: ImportReport) {
  return { dryRun, ...counts, problemCount: problems.length, problems: problems.slice(0, shownProblems) }
}
