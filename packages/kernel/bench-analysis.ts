import { defects, foundInPlugins, scores, sound } from './src/analysis/corpus/score.ts'

/** Prints how well the analysis finds seeded defects: of what is seeded how much (recall), of what it tells how much is so (precision). */
const share = (part: number, whole: number) =>
  whole === 0 ? '   –' : `${Math.round((100 * part) / whole)} %`.padStart(6)
const line = (name: string, seeded: number, found: number, wrong: number) =>
  console.log(
    `${name.padEnd(26)}${String(seeded).padStart(8)}${String(found).padStart(8)}${String(wrong).padStart(8)}` +
      `${share(found, found + wrong).padStart(12)}${share(found, seeded).padStart(9)}`,
  )

console.log(
  `${defects.length} seeded defects, ${sound.length} sound cases, ${foundInPlugins().length} findings in the four plugins\n`,
)
console.log(
  `${'finding'.padEnd(26)}${'seeded'.padStart(8)}${'found'.padStart(8)}${'wrong'.padStart(8)}${'precision'.padStart(12)}${'recall'.padStart(9)}`,
)
const table = scores()
for (const { code, seeded, found, wrong } of table) line(code, seeded, found, wrong)
const sum = (pick: 'seeded' | 'found' | 'wrong') => table.reduce((total, row) => total + row[pick], 0)
line('all', sum('seeded'), sum('found'), sum('wrong'))
