import { checkProgram } from '../../check/check-rule.ts'
import { analyseProgram } from '../analyse-program.ts'
import { clauseCases } from './clauses.ts'
import { pluginCases } from './plugins.ts'
import { type Case, siteProgram, surroundings } from './site.ts'
import { soundCases } from './sound.ts'
import { timingCases } from './timing.ts'
import { togetherCases } from './together.ts'

/** Every seeded defect. */
export const defects: readonly Case[] = [...clauseCases, ...togetherCases, ...timingCases]

/** Every rule set in which nothing is to be found, our plugins' own among them. */
export const sound: readonly Case[] = soundCases

/** What the kernel finds, as cases name it: `rule code`. */
export function found(one: Case): string[] {
  const program = siteProgram(one.rules)
  return [...checkProgram(program), ...analyseProgram(program, surroundings)].map(
    ({ rule, code }) => `${rule} ${code.slice('kernel.'.length)}`,
  )
}

/** What is found in the rules of a plugin with its own models and settings. */
export function foundInPlugins(): string[] {
  return pluginCases.flatMap(({ program, surroundings }) =>
    [...checkProgram(program), ...analyseProgram(program, surroundings)].map(
      ({ rule, at, code }) => `${program.plugin} ${rule} ${at} ${code}`,
    ),
  )
}

/** How well one code is found. */
export interface Score {
  readonly code: string
  readonly seeded: number
  readonly found: number
  readonly wrong: number
}

/** Per code: how often it was seeded, how often found there, how often found where it was not seeded. */
export function scores(): readonly Score[] {
  const table = new Map<string, { seeded: number; found: number; wrong: number }>()
  const row = (line: string) => {
    const code = line.split(' ').at(-1) as string
    const known = table.get(code) ?? { seeded: 0, found: 0, wrong: 0 }
    table.set(code, known)
    return known
  }
  for (const one of [...defects, ...sound]) {
    const told = found(one)
    for (const wanted of one.finds) {
      row(wanted).seeded += 1
      if (told.includes(wanted)) row(wanted).found += 1
    }
    for (const line of new Set(told)) if (!one.finds.includes(line)) row(line).wrong += 1
  }
  return [...table].map(([code, counts]) => ({ code, ...counts })).sort((a, b) => (a.code < b.code ? -1 : 1))
}
